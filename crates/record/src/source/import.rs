//! Taking a delivery in: all of it or nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::involvement_rules::{Found, Gate, InvolvementRules, Service};
use ledger::Action;
use link::everyday::Facts;
use uuid::Uuid;

use super::family_context::{Asked, Delivery, Line, NewFeed, Problem};
use super::feed::{self, Coverage, Feed, Said};
use super::matching::{self, Match};
use crate::{Actor, Result, Store, Work, event, search};

/// What a delivery brought.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// A line for every feed that stands now.
    pub feeds: Vec<FeedCounts>,
    /// People the services were asked about who were found on file.
    pub matched: usize,
    /// Lines nothing was done with, and why. They name no one.
    pub left_out: Vec<Problem>,
    /// What was read although it is not as it should be.
    pub notes: Vec<Problem>,
}

/// What one feed brought.
#[derive(Debug, Clone)]
pub struct FeedCounts {
    /// Where it comes from and what it covers.
    pub coverage: Coverage,
    /// People involved now, in the past, or with records.
    pub involved: usize,
    /// People asked about in vain.
    pub none_found: usize,
    /// Lines about people at an age at which the service is not shown. They are not kept.
    pub not_shown_at_this_age: usize,
}

/// Takes a delivery in and destroys the keys of what it supersedes.
pub async fn run(
    store: &Store,
    delivery: &Delivery,
    rules: &InvolvementRules,
    now: Timestamp,
) -> Result<Report> {
    let mut work = store.begin(Actor::System("import"), now).await?;
    let (report, outdated) = take(&mut work, delivery, rules).await?;
    work.commit().await?;
    // Only once nothing on file needs them. The delivery is taken in whatever happens here.
    let destroyed =
        sqlx::query!("delete from data_key where id = any ($1)", &outdated).execute(&store.keys).await;
    if let Err(error) = destroyed {
        tracing::warn!(%error, "keys of superseded feeds were not destroyed: the nightly sweep will find them");
    }
    Ok(report)
}

async fn take(work: &mut Work, delivery: &Delivery, rules: &InvolvementRules) -> Result<(Report, Vec<Uuid>)> {
    // Two deliveries at once would supersede each other's halves.
    sqlx::query!("lock table casework.source_feed in share row exclusive mode").execute(work.sql()).await?;
    let mut report = Report { notes: delivery.notes.clone(), ..Report::default() };
    let people = matched(work, &delivery.people, &mut report).await?;
    let standing = feed::standing(work).await?;
    let mut outdated = Vec::new();
    let is_new = |old: &Feed| delivery.feeds.iter().any(|new| is_same_system(old, new));
    let has_stopped = |old: &Feed| old.coverage.not_supplied_since.is_some() && !is_new(old);
    for old in standing.iter().filter(|old| !has_stopped(old)) {
        outdated.extend(feed::supersede(work, old.id).await?);
    }
    let today = law::clocks::to_london(work.now()).date();
    for new in &delivery.feeds {
        let counts = keep(work, new, &people, rules, today, &mut report.left_out).await?;
        report.feeds.push(counts);
    }
    for old in standing.iter().filter(|old| !is_new(old)) {
        let coverage = stopped(old, today);
        if !has_stopped(old) {
            feed::keep(work, &coverage, &[], &[]).await?;
        }
        report.feeds.push(FeedCounts { coverage, involved: 0, none_found: 0, not_shown_at_this_age: 0 });
    }
    report.left_out.sort();
    Ok((report, outdated))
}

fn is_same_system(old: &Feed, new: &NewFeed) -> bool {
    (old.coverage.service, &old.coverage.system_name) == (new.coverage.service, &new.coverage.system_name)
}

/// A system that used to be supplied and is not in this delivery: not supplied since it was last brought up to date.
fn stopped(old: &Feed, today: Date) -> Coverage {
    let last = old.coverage.current_as_of.map_or(today, |at| law::clocks::to_london(at).date());
    let since = old.coverage.not_supplied_since.unwrap_or(last);
    Coverage { not_supplied_since: Some(since), ..old.coverage.clone() }
}

/// Somebody in the delivery who is on file.
struct OnFile {
    person: Uuid,
    birth: DateOfBirth,
}

/// Who on file each id of the delivery is. Whoever is nobody, or could be several, is left out and reported.
async fn matched(
    work: &mut Work,
    people: &BTreeMap<String, Asked>,
    report: &mut Report,
) -> Result<HashMap<String, OnFile>> {
    let days: Vec<Date> = people.values().filter_map(|asked| asked.born).collect();
    let on_file = matching::born_on(work, &days).await?;
    let mut lines: HashMap<Uuid, Vec<u64>> = HashMap::new();
    let mut found = HashMap::new();
    let logged = event::record(work, event::note(Action::Searched).words("people in a delivery")).await?;
    for (id, asked) in people {
        let because = match asked.born {
            None => "no date of birth: nobody is looked for by name alone".to_owned(),
            Some(born) => match on_file.get(&matching::same(&asked.first_name, &asked.last_name, born)) {
                Some(Match::One(person)) => {
                    lines.entry(*person).or_default().push(asked.line);
                    found.insert(
                        id.clone(),
                        OnFile { person: *person, birth: DateOfBirth::Exact { date: born } },
                    );
                    continue;
                }
                Some(Match::Several) => {
                    "more than one person on file has this name and date of birth".to_owned()
                }
                None => nobody(work, logged, asked, born).await?,
            },
        };
        report.left_out.push(Problem { file: "person.csv", line: asked.line, message: because });
    }
    // Two people in the delivery with one name and birthday: which of them is the one on file?
    for (person, lines) in lines.iter().filter(|(_, lines)| lines.len() > 1) {
        found.retain(|_, one| one.person != *person);
        for line in lines {
            let message = "more than one line has this name and date of birth".into();
            report.left_out.push(Problem { file: "person.csv", line: *line, message });
        }
    }
    report.matched = found.len();
    Ok(found)
}

/// What to say of a line that fits nobody exactly: who it could be, for somebody to look. Nothing is shown on a record because of it.
async fn nobody(work: &mut Work, search: Uuid, asked: &Asked, born: Date) -> Result<String> {
    let facts = Facts {
        given_names: vec![asked.first_name.clone()],
        family_names: vec![asked.last_name.clone()],
        born: Some(born),
        ..Facts::default()
    };
    let likeliest = search::likeliest(work, search, &facts).await?;
    Ok(likeliest.map_or_else(
        || "nobody on file has this name and date of birth".to_owned(),
        |one| {
            format!(
                "nobody on file has this name and date of birth; perhaps {} ({})",
                one.public_ref,
                one.reasons.join("; ")
            )
        },
    ))
}

async fn keep(
    work: &mut Work,
    new: &NewFeed,
    people: &HashMap<String, OnFile>,
    rules: &InvolvementRules,
    today: Date,
    left_out: &mut Vec<Problem>,
) -> Result<FeedCounts> {
    let coverage = new.coverage.clone();
    if coverage.not_supplied_since.is_some() {
        feed::keep(work, &coverage, &[], &[]).await?;
        return Ok(FeedCounts { coverage, involved: 0, none_found: 0, not_shown_at_this_age: 0 });
    }
    let is_shown = |one: &OnFile| rules.gate(coverage.service, &one.birth, today) == Gate::Shown;
    let (mut said, mut not_shown) = (Vec::new(), 0);
    for line in &new.lines {
        match people.get(&line.person) {
            None => left_out.push(not_matched(line)),
            Some(one) if !is_shown(one) => not_shown += 1,
            Some(one) => said.extend(said_of(line, one.person)),
        }
    }
    // Whoever the service is not shown for was not asked about, as far as anybody who looks later may tell.
    let mut none_found: Vec<Uuid> =
        people.values().filter(|one| is_shown(one)).map(|one| one.person).collect();
    let involved: HashSet<Uuid> = said.iter().map(|one: &Said| one.person).collect();
    none_found.retain(|person| !involved.contains(person));
    none_found.sort_unstable();
    feed::keep(work, &coverage, &said, &none_found).await?;
    Ok(FeedCounts {
        coverage,
        involved: involved.len(),
        none_found: none_found.len(),
        not_shown_at_this_age: not_shown,
    })
}

fn not_matched(line: &Line) -> Problem {
    Problem {
        file: line.file,
        line: line.line,
        message: "about somebody who was not matched: see person.csv".into(),
    }
}

fn said_of(line: &Line, person: Uuid) -> Option<Said> {
    let (found, Some((summary, detail))) = line.said.clone() else { return None };
    (found != Found::NoneFound).then_some(Said { person, found, summary, detail })
}

/// The services nothing at all is on file about: never supplied.
pub fn never_supplied(report: &Report) -> Vec<Service> {
    let has = |service: &Service| report.feeds.iter().any(|feed| feed.coverage.service == *service);
    Service::ALL.iter().copied().filter(|service| !has(service)).collect()
}
