//! Code sets a form may name in `codes = "…"` instead of writing its options: those of [`crate::codes`].

use crate::codes::{self, CodeSet};

/// Names of the code sets, as forms write them.
pub const NAMES: [&str; 14] = [
    "category",
    "communication",
    "disability",
    "ethnicity",
    "help-wanted",
    "language",
    "level-of-need",
    "method",
    "organisation",
    "referral-source",
    "relationship",
    "requester",
    "sex",
    "why-not-discussed",
];

/// Codes and labels of the set `name`, in the order they are offered.
pub fn find(name: &str) -> Option<Vec<(&'static str, &'static str)>> {
    let table = |set: CodeSet| set.all().iter().map(|code| (code.code, code.label)).collect();
    Some(match name {
        "category" => table(codes::CATEGORIES),
        "communication" => codes::CommunicationNeed::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "disability" => table(codes::DISABILITIES),
        "ethnicity" => table(codes::ETHNICITIES),
        "help-wanted" => codes::HelpWanted::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "language" => table(codes::LANGUAGES),
        "level-of-need" => codes::LevelOfNeed::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "method" => codes::ContactMethod::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "organisation" => table(codes::AGENCIES),
        "referral-source" => table(codes::REFERRAL_SOURCES),
        "relationship" => {
            crate::relationship::RelationshipType::ALL.iter().map(|c| (c.code(), c.label())).collect()
        }
        "requester" => codes::Asker::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "sex" => codes::Sex::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        "why-not-discussed" => codes::TalkingNotDone::ALL.iter().map(|c| (c.code(), c.label())).collect(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_set_and_no_code_comes_twice() {
        for name in NAMES {
            let set = find(name).expect(name);
            let mut codes: Vec<_> = set.iter().map(|(code, _)| *code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), set.len(), "{name}");
        }
    }
}
