//! What a family is told of who looked at a record, and what may be left out of it, with the reason in law.
//!
//! The right to know who received personal data is UK GDPR, Article 15(1)(c); where it ends is in the Data Protection Act
//! 2018. What this module says is a proposal: the data protection officer decides of each line (promise P46).

/// Why a line is left out of the statement. It is counted there, with this reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It would tell something about somebody else.
    SomebodyElse,
    /// Telling would get in the way of preventing or detecting crime.
    Crime,
    /// Telling would be likely to harm somebody seriously.
    SeriousHarm,
    /// Whether the look was right is being looked into.
    LookedInto,
}

impl LeftOut {
    /// All of them, in the order of the statement.
    pub const ALL: [Self; 4] = [Self::SomebodyElse, Self::Crime, Self::SeriousHarm, Self::LookedInto];

    /// The code in forms and in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SomebodyElse => "somebody_else",
            Self::Crime => "crime",
            Self::SeriousHarm => "serious_harm",
            Self::LookedInto => "looked_into",
        }
    }

    /// Back from the code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// As the family reads it, after "left out because".
    pub const fn words(self) -> &'static str {
        match self {
            Self::SomebodyElse => "they would tell you something about somebody else",
            Self::Crime => "telling you would get in the way of preventing or detecting crime",
            Self::SeriousHarm => "telling you would be likely to cause somebody serious harm",
            Self::LookedInto => "we are looking into whether they were right, and will tell you what we find",
        }
    }

    /// Where the law says so.
    pub const fn source(self) -> &'static str {
        match self {
            Self::SomebodyElse => "Data Protection Act 2018, Schedule 2, paragraph 16",
            Self::Crime | Self::LookedInto => "Data Protection Act 2018, Schedule 2, paragraph 2",
            Self::SeriousHarm => "Data Protection Act 2018, Schedule 3, paragraph 11",
        }
    }
}

/// What is known of one line of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// What was done, as the ledger names it.
    pub action: &'a str,
    /// What made it right, or why it was refused.
    pub basis: Option<&'a str>,
    /// It is in the access review, and nobody has found a good reason for it so far.
    pub under_review: bool,
}

/// What to propose to the officer: a reason to leave it out, or to tell it.
pub fn proposed(line: Line<'_>) -> Option<LeftOut> {
    match (line.action, line.basis) {
        _ if line.under_review => Some(LeftOut::LookedInto),
        // That a relative works for the council is the relative's to tell.
        ("refused", Some("own_record" | "kin_record")) => Some(LeftOut::SomebodyElse),
        ("opened_police_detail", _) => Some(LeftOut::Crime),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(action: &'a str, basis: Option<&'a str>) -> Line<'a> {
        Line { action, basis, under_review: false }
    }

    #[test]
    fn ordinary_looks_are_told() {
        for basis in ["role", "allocation", "stated_reason", "emergency"] {
            assert_eq!(proposed(line("opened", Some(basis))), None, "{basis}");
        }
        assert_eq!(proposed(line("refused", Some("no_grant"))), None, "that somebody tried is told");
    }

    #[test]
    fn what_concerns_others_the_police_or_a_review_is_for_the_officer_to_weigh() {
        assert_eq!(proposed(line("refused", Some("kin_record"))), Some(LeftOut::SomebodyElse));
        assert_eq!(proposed(line("opened_police_detail", Some("role"))), Some(LeftOut::Crime));
        let looked_into = Line { under_review: true, ..line("opened_police_detail", Some("role")) };
        assert_eq!(proposed(looked_into), Some(LeftOut::LookedInto), "the review comes first");
    }

    #[test]
    fn codes_come_back() {
        for reason in LeftOut::ALL {
            assert_eq!(LeftOut::parse(reason.code()), Some(reason));
        }
        assert_eq!(LeftOut::parse("because"), None);
    }
}
