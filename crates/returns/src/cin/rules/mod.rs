//! The rules of the census: one function a rule, one file a topic.
//!
//! A rule's doc comment is its reading: it is printed in `docs/reference/return-rules.md` beside the Department's message. What the readings are
//! taken from: the messages and the logic of the specification, as they are given with the worked cases, and the guide.

mod assessments;
mod child;
mod cin_plans;
mod closure;
mod death;
mod disability;
mod no_further_action;
mod protection_plans;
mod pupil_number;
mod referral;
mod section47;
mod whole;

use super::Cin;
use crate::rule::{Kind, Rule};
use crate::year::CollectionYear;

/// Declares the rules of a topic: its kind, code and message, what it looks at, and its function. Puts them in `RULES`.
macro_rules! rules {
    ($($(#[doc = $reading:literal])+ $kind:ident $code:literal $message:literal [$($field:literal),+ $(,)?] $(@ $change:ident $value:tt)* fn $name:ident($cin:ident, $found:ident) $body:block)+) => {
        /// The rules of this file.
        pub const RULES: &[crate::rule::Rule<crate::cin::Cin>] = &[$(
            crate::rule::Rule {
                code: $code,
                kind: crate::rule::Kind::$kind,
                message: $message,
                fields: &[$($field),+],
                reading: concat!($($reading, "\n"),+),
                years: crate::year::Years::ALL,
                scope: crate::rule::Scope::Child,
                check: $name,
            }$(.$change $value)*,
        )+];
        $($(#[doc = $reading])+
        fn $name($cin: &crate::cin::Cin, $found: &mut crate::finding::Found) $body)+
    };
}

pub(crate) use rules;

/// All rules of all years, topic by topic.
pub fn all() -> impl Iterator<Item = &'static Rule<Cin>> {
    let topics = [
        whole::RULES,
        child::RULES,
        pupil_number::RULES,
        disability::RULES,
        death::RULES,
        referral::RULES,
        no_further_action::RULES,
        assessments::RULES,
        section47::RULES,
        cin_plans::RULES,
        protection_plans::RULES,
        closure::RULES,
    ];
    topics.into_iter().flatten()
}

/// The rule with this code: `8590`. `8525Q` and `8525` are one rule, which was an error before it was a query.
pub fn named(code: &str) -> Option<&'static Rule<Cin>> {
    all().find(|it| it.code == code || it.code.trim_end_matches('Q') == code)
}

/// Rules that were errors until 2022-23 and have been queries since (guide 2023 to 2024, section 1.0).
const ONCE_ERRORS: [&str; 7] = ["4009Q", "8525Q", "8555Q", "8569Q", "8863Q", "8873Q", "8897Q"];

/// Whether a rule was an error or a query in `year`.
pub fn kind_in(rule: &Rule<Cin>, year: CollectionYear) -> Kind {
    if year < CollectionYear::of(2023) && ONCE_ERRORS.contains(&rule.code) { Kind::Error } else { rule.kind }
}

/// The code a rule had in `year`: without its Q while it was an error.
pub fn code_in(rule: &Rule<Cin>, year: CollectionYear) -> &'static str {
    match kind_in(rule, year) {
        Kind::Error => rule.code.trim_end_matches('Q'),
        Kind::Query => rule.code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cin::known_columns;

    #[test]
    fn all_of_2026_27_once_each() {
        let mut codes: Vec<_> =
            all().filter(|it| it.in_force(CollectionYear::LAST)).map(|it| it.code).collect();
        assert_eq!(codes.len(), 109);
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 109);
    }

    #[test]
    fn a_q_is_a_query_and_every_field_exists() {
        for rule in all() {
            assert_eq!(rule.code.ends_with('Q'), rule.kind == Kind::Query, "{}", rule.code);
            for field in rule.fields {
                assert!(
                    known_columns().any(|it| format!("{}.{}", it.table, it.name) == **field),
                    "{}: {field}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn what_was_an_error_once() {
        let rule = named("8525").unwrap();
        assert_eq!((rule.code, code_in(rule, CollectionYear::of(2022))), ("8525Q", "8525"));
        assert_eq!(kind_in(rule, CollectionYear::of(2022)), Kind::Error);
        assert_eq!(kind_in(rule, CollectionYear::of(2023)), Kind::Query);
    }
}
