//! Who joins, who moves, who leaves.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{Line, LineProblem, MOST_LEAVERS_PERCENT};

/// An account that is open now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub account: Uuid,
    /// The personnel system's number, if it is known.
    pub staff_number: Option<String>,
    /// What they type to sign in.
    pub sign_in_name: String,
    /// The name colleagues see.
    pub display_name: String,
    /// Work email.
    pub email: String,
    /// Job title.
    pub job_title: String,
    /// Codes of roles now.
    pub roles: BTreeSet<String>,
    /// Names of teams now.
    pub teams: BTreeSet<String>,
    /// Providers and their names for them.
    pub identities: BTreeSet<(String, String)>,
    /// The last day their training counts, if anybody said so.
    pub trained_until: Option<Date>,
}

/// What the file comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// New accounts.
    pub join: Vec<Line>,
    /// Accounts that change, with the line that says how.
    pub change: Vec<(Uuid, Line)>,
    /// Accounts that end.
    pub leave: Vec<Uuid>,
    /// Accounts without a number that the file does not name: nobody says that they left, so they stay.
    pub alone: Vec<Uuid>,
    /// How many stay as they are.
    pub same: usize,
}

impl Plan {
    /// Whether so many leave that somebody must say yes to it.
    pub fn ends_many(&self) -> bool {
        let before = self.change.len() + self.leave.len() + self.same;
        self.leave.len() * 100 > before * MOST_LEAVERS_PERCENT
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.join.is_empty() && self.change.is_empty() && self.leave.is_empty()
    }
}

/// Compares the file with the accounts that are open. Somebody is the same by number; an account without a number by
/// sign-in name.
///
/// # Errors
/// A sign-in name of the file belongs to somebody with another number: two people, or a mistake. A person decides.
pub fn compare(lines: &[Line], accounts: &[Known]) -> Result<Plan, Vec<LineProblem>> {
    let by_number: HashMap<&str, &Known> =
        accounts.iter().filter_map(|one| Some((one.staff_number.as_deref()?, one))).collect();
    let by_name: HashMap<&str, &Known> =
        accounts.iter().map(|one| (one.sign_in_name.as_str(), one)).collect();
    let (mut plan, mut problems, mut stay) = (Plan::default(), Vec::new(), HashSet::new());
    for line in lines {
        let numbered = by_number.get(line.staff_number.as_str()).copied();
        let named = by_name.get(line.sign_in_name.as_str()).copied();
        let known = match (numbered, named) {
            (Some(one), Some(other)) if one.account != other.account => {
                problems.push(taken(line));
                continue;
            }
            (None, Some(other)) if other.staff_number.is_some() => {
                problems.push(taken(line));
                continue;
            }
            (Some(one), _) => Some(one),
            (None, named) => named,
        };
        match known {
            None => plan.join.push(line.clone()),
            Some(known) => {
                stay.insert(known.account);
                if is_same(known, line) {
                    plan.same += 1;
                } else {
                    plan.change.push((known.account, line.clone()));
                }
            }
        }
    }
    for gone in accounts.iter().filter(|one| !stay.contains(&one.account)) {
        if gone.staff_number.is_some() {
            plan.leave.push(gone.account)
        } else {
            plan.alone.push(gone.account)
        }
    }
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

fn taken(line: &Line) -> LineProblem {
    LineProblem {
        line: line.line,
        message: "this sign_in_name belongs to somebody with another staff_number".into(),
    }
}

fn is_same(known: &Known, line: &Line) -> bool {
    known.staff_number.as_deref() == Some(line.staff_number.as_str())
        && known.sign_in_name == line.sign_in_name
        && known.display_name == line.display_name
        && known.email == line.email
        && known.job_title == line.job_title
        && known.roles == line.roles
        && known.teams == line.teams
        && line.identity.as_ref().is_none_or(|identity| known.identities.contains(identity))
        && line.trained_until.is_none_or(|day| known.trained_until == Some(day))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const HEAD: &str = "staff_number,sign_in_name,display_name,email,job_title,roles,teams\n";
    const ROLES: [&str; 2] = ["worker", "duty_officer"];
    const TEAMS: [&str; 2] = ["north", "front-door"];

    fn lines(rows: &str) -> Result<Vec<Line>, Vec<LineProblem>> {
        read(&format!("{HEAD}{rows}"), &ROLES, &TEAMS, &["entra"])
    }

    fn known(number: u128, staff_number: Option<&str>, name: &str) -> Known {
        Known {
            account: Uuid::from_u128(number),
            staff_number: staff_number.map(str::to_owned),
            sign_in_name: name.to_owned(),
            display_name: "A".to_owned(),
            email: "a@b.example".to_owned(),
            job_title: String::new(),
            roles: BTreeSet::from(["worker".to_owned()]),
            teams: BTreeSet::from(["north".to_owned()]),
            identities: BTreeSet::new(),
            trained_until: None,
        }
    }

    #[test]
    fn joins_moves_and_leaves() {
        let file = lines(
            "1,same,A,a@b.example,,worker,north\n2,moved,A,a@b.example,,duty_officer;worker,front-door\n3,new,N,n@b.example,,worker,north\n",
        );
        let accounts = [
            known(1, Some("1"), "same"),
            known(2, None, "moved"),
            known(8, None, "helper"),
            known(9, Some("9"), "gone"),
        ];
        let plan = compare(&file.expect("no mistake"), &accounts).expect("no mistake");
        assert_eq!((plan.join.len(), plan.change.len(), plan.same), (1, 1, 1));
        assert_eq!(plan.change[0].0, Uuid::from_u128(2));
        assert_eq!(plan.leave, [Uuid::from_u128(9)]);
        assert_eq!(plan.alone, [Uuid::from_u128(8)], "nobody said that they left");
        assert!(plan.ends_many(), "one of three is more than a fifth");
    }

    #[test]
    fn a_fifth_may_leave_and_no_more() {
        let accounts: Vec<Known> =
            (1..=10).map(|number| known(number, Some(&number.to_string()), &format!("n{number}"))).collect();
        let rows = |up_to: u32| {
            (1..=up_to)
                .map(|number| format!("{number},n{number},A,a@b.example,,worker,north\n"))
                .collect::<String>()
        };
        let plan = |up_to| compare(&lines(&rows(up_to)).expect("right"), &accounts).expect("right");
        assert!(!plan(8).ends_many());
        assert!(plan(7).ends_many());
    }

    #[test]
    fn a_later_day_of_training_is_a_change_and_a_day_left_out_is_none() {
        let file = |day: &str| {
            let head = HEAD.replace("teams", "teams,trained_until");
            let row = format!("1,same,A,a@b.example,,worker,north,{day}\n");
            read(&format!("{head}{row}"), &ROLES, &TEAMS, &[])
        };
        let trained = Known {
            trained_until: Some("2027-03-31".parse().expect("a day")),
            ..known(1, Some("1"), "same")
        };
        let changes = |day: &str| {
            let plan = compare(&file(day).expect("right"), std::slice::from_ref(&trained)).expect("right");
            plan.change.len()
        };
        assert_eq!((changes("2027-03-31"), changes(""), changes("2028-03-31")), (0, 0, 1));
        let problems = file("31 March").expect_err("not a day");
        assert_eq!(problems[0].to_string(), "line 2: trained_until must be a day such as 2027-03-31");
    }

    #[test]
    fn somebody_renamed_is_the_same_person_and_a_borrowed_name_is_not() {
        let file = lines("1,new.name,A,a@b.example,,worker,north\n").expect("right");
        let plan = compare(&file, &[known(1, Some("1"), "old.name")]).expect("right");
        assert_eq!((plan.change.len(), plan.leave.len()), (1, 0));
        let file = lines("2,old.name,A,a@b.example,,worker,north\n").expect("right");
        assert!(compare(&file, &[known(1, Some("1"), "old.name")]).is_err());
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_without_the_person() {
        let rows =
            "1,a,A,a@b.example,,worker,north\n1,a,A,a@b.example,,worker,north\n,b c,,x,,boss,south\n5,e,E\n";
        let problems = lines(rows).expect_err("mistakes");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let all = told.join("\n");
        for wanted in [
            "line 3: the same staff_number as line 2",
            "line 3: the same sign_in_name as line 2",
            "line 4: staff_number is missing",
            "line 4: display_name is missing",
            "line 4: sign_in_name may have",
            "line 4: email has no @",
            "line 4: roles must be among",
            "line 4: teams must be among",
            "line 5: this line has more or fewer columns",
        ] {
            assert!(all.contains(wanted), "{wanted} in\n{all}");
        }
        assert!(!all.contains("b c"), "{all}");
        assert!(lines("").is_err(), "an empty file is a mistake, not everybody leaving");
        assert!(read("staff_number,sign_in_name\n1,a\n", &ROLES, &TEAMS, &[]).is_err());
        assert!(read(&HEAD.replace("teams", "phone"), &ROLES, &TEAMS, &[]).is_err());
    }
}
