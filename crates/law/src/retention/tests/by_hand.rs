//! Every case of `cases/*.toml`, worked by hand from the published notices, comes out as it was worked.

use jiff::civil::Date;
use serde::Deserialize;

use super::schedule;
use crate::retention::{Answer, Facts, Hold, Outcome, Person, Record, answers};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The sentences it was worked from.
    cites: Vec<String>,
    #[serde(deserialize_with = "crate::pack::date")]
    as_of: Date,
    #[serde(default)]
    people: Vec<Person>,
    #[serde(default)]
    records: Vec<Record>,
    #[serde(default)]
    holds: Vec<Hold>,
    expect: Vec<Expect>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    about: String,
    #[serde(default)]
    due: Option<toml::value::Datetime>,
    #[serde(default)]
    notice: Option<String>,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    action: Option<crate::pack::Action>,
    #[serde(default)]
    held: Option<String>,
    #[serde(default)]
    not_yet: bool,
    #[serde(default)]
    cannot: Option<String>,
}

impl Expect {
    fn is_met_by(&self, answer: &Answer) -> bool {
        let due = self.due.map(|due| due.to_string());
        let fits = |found: &crate::retention::Due| {
            due.as_ref().is_none_or(|due| *due == found.due.to_string())
                && self.class.as_ref().is_none_or(|class| *class == found.class)
                && self.notice.as_ref().is_none_or(|notice| *notice == found.notice)
                && self.action.is_none_or(|action| action == found.action)
        };
        match &answer.outcome {
            Outcome::Kept(found) => self.held.is_none() && due.is_some() && fits(found),
            Outcome::Held { hold, without, .. } => {
                self.held.as_deref() == Some(hold.as_str())
                    && (due.is_none() || without.as_ref().is_some_and(fits))
                    && (self.cannot.is_none() || without.is_none())
            }
            Outcome::NotYet { .. } => self.not_yet,
            Outcome::CannotCompute { because } => {
                self.cannot.as_ref().is_some_and(|words| because.contains(words))
            }
        }
    }
}

#[test]
fn every_case_comes_out_as_worked_by_hand() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for council in ["kent", "northamptonshire", "cambridgeshire", "kensington-and-chelsea", "marlshire"] {
        let path = format!("{}/cases/{council}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let schedule = schedule(council);
        for case in cases.case {
            count += 1;
            assert!(!case.cites.is_empty(), "{council}: {} cites nothing", case.name);
            let facts = Facts {
                as_of: Some(case.as_of),
                people: case.people,
                records: case.records,
                holds: case.holds,
            };
            let answers = answers(&schedule, &facts, case.as_of);
            for expected in &case.expect {
                let answer = answers.iter().find(|answer| answer.about == expected.about);
                if !answer.is_some_and(|answer| expected.is_met_by(answer)) {
                    let found = answer.map_or("nobody", |answer| answer.sentence.as_str());
                    wrong.push(format!("{council}: {}: expected {expected:?}, found {found}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300, "only {count} cases");
}
