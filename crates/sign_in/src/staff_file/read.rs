//! Reading the file. Every mistake is told with its line, all at once.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::COLUMNS;

/// One person of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub line: u64,
    /// The personnel system's number: who is who, whatever their name is now.
    pub staff_number: String,
    /// What they type to sign in.
    pub sign_in_name: String,
    /// The name colleagues see.
    pub display_name: String,
    /// Work email.
    pub email: String,
    /// Job title.
    pub job_title: String,
    /// Codes of roles.
    pub roles: BTreeSet<String>,
    /// Names of teams, as in `teams.toml`.
    pub teams: BTreeSet<String>,
    /// The provider they sign in with and its name for them.
    pub identity: Option<(String, String)>,
    /// The last day their training in data protection counts. Left out: as it was.
    pub trained_until: Option<Date>,
}

/// A mistake and where it stands. Does not repeat what was written, which is about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The line, from 1.
    pub line: u64,
    /// What to put right.
    pub message: String,
}

impl std::fmt::Display for LineProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Reads the file. `roles`, `teams` and `providers` are the ones there are.
///
/// # Errors
/// Every mistake found.
pub fn read(
    text: &str,
    roles: &[&str],
    teams: &[&str],
    providers: &[&str],
) -> Result<Vec<Line>, Vec<LineProblem>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes());
    let columns = columns(&mut reader)?;
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let number = record.position().map_or(0, csv::Position::line);
                let fields =
                    |name: &str| columns.get(name).and_then(|at| record.get(*at)).unwrap_or_default();
                let known = Known { roles, teams, providers };
                match line(number, &fields, &known) {
                    Ok(line) => lines.push(line),
                    Err(found) => problems.extend(found),
                }
            }
            Err(error) => {
                let number = error.position().map_or(0, csv::Position::line);
                problems.push(LineProblem {
                    line: number,
                    message: "this line has more or fewer columns than the first".into(),
                });
            }
        }
    }
    problems.extend(doubles(&lines));
    if lines.is_empty() && problems.is_empty() {
        problems.push(LineProblem { line: 1, message: "nobody is in this file".into() });
    }
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<HashMap<String, usize>, Vec<LineProblem>> {
    let mistake = |message: String| vec![LineProblem { line: 1, message }];
    let header = reader.headers().map_err(|_| mistake("the first line must name the columns".into()))?;
    let found: HashMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (name.to_lowercase(), at)).collect();
    let unknown: Vec<&str> =
        header.iter().filter(|name| !COLUMNS.contains(&name.to_lowercase().as_str())).collect();
    if !unknown.is_empty() || found.len() != header.len() {
        return Err(mistake(format!("the columns must be among {}, each once", COLUMNS.join(", "))));
    }
    let optional = ["job_title", "provider", "subject", "trained_until"];
    let missing: Vec<&str> =
        COLUMNS.into_iter().filter(|name| !optional.contains(name) && !found.contains_key(*name)).collect();
    if !missing.is_empty() {
        return Err(mistake(format!("a column is missing: {}", missing.join(", "))));
    }
    Ok(found)
}

struct Known<'a> {
    roles: &'a [&'a str],
    teams: &'a [&'a str],
    providers: &'a [&'a str],
}

fn line<'r>(
    number: u64,
    field: &dyn Fn(&str) -> &'r str,
    known: &Known<'_>,
) -> Result<Line, Vec<LineProblem>> {
    let mut problems = Vec::new();
    let mut wrong = |message: String| problems.push(LineProblem { line: number, message });
    for name in ["staff_number", "sign_in_name", "display_name", "email"] {
        let text = field(name);
        if text.is_empty() {
            wrong(format!("{name} is missing"));
        } else if text.chars().count() > 200 || text.chars().any(char::is_control) {
            wrong(format!("{name} is too long, or has characters that cannot be shown"));
        }
    }
    let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '\'' | '+');
    if !field("sign_in_name").chars().all(shape) {
        wrong("sign_in_name may have letters, digits and . - _ @ ' +".into());
    }
    if !field("email").is_empty() && !field("email").contains('@') {
        wrong("email has no @".into());
    }
    let roles = several(field("roles"));
    if roles.is_empty() {
        wrong("roles is missing: somebody without a role can open nothing".into());
    }
    if roles.iter().any(|role| !known.roles.contains(&role.as_str())) {
        wrong(format!("roles must be among {}", known.roles.join(", ")));
    }
    let teams = several(field("teams"));
    if teams.iter().any(|team| !known.teams.contains(&team.as_str())) {
        wrong(format!("teams must be among {}", known.teams.join(", ")));
    }
    let identity = match (field("provider"), field("subject")) {
        ("", "") => None,
        (provider, subject) if subject.is_empty() || !known.providers.contains(&provider) => {
            wrong("provider must be one of sign-in.toml, and subject its name for this person".into());
            None
        }
        (provider, subject) => Some((provider.to_owned(), subject.to_owned())),
    };
    let trained_until = match field("trained_until") {
        "" => None,
        typed => match typed.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                wrong("trained_until must be a day such as 2027-03-31".into());
                None
            }
        },
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Line {
        line: number,
        staff_number: field("staff_number").to_owned(),
        sign_in_name: field("sign_in_name").to_lowercase(),
        display_name: field("display_name").to_owned(),
        email: field("email").to_owned(),
        job_title: field("job_title").to_owned(),
        roles,
        teams,
        identity,
        trained_until,
    })
}

fn several(text: &str) -> BTreeSet<String> {
    text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// Nobody twice: not by number, not by sign-in name, not by a provider's name for them.
fn doubles(lines: &[Line]) -> Vec<LineProblem> {
    let mut problems = Vec::new();
    let mut seen: HashMap<(&str, String), u64> = HashMap::new();
    for line in lines {
        let mut keys =
            vec![("staff_number", line.staff_number.clone()), ("sign_in_name", line.sign_in_name.clone())];
        if let Some((provider, subject)) = &line.identity {
            keys.push(("subject", format!("{provider} {subject}")));
        }
        for (what, value) in keys {
            if let Some(before) = seen.insert((what, value), line.line) {
                problems.push(LineProblem {
                    line: line.line,
                    message: format!("the same {what} as line {before}"),
                });
            }
        }
    }
    problems
}
