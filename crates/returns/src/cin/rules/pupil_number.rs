//! Rules about unique pupil numbers: a check letter, the authority's three digits, nine more characters.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Child, Episode};
use crate::date::When;

/// The check letters, by remainder. I, O and S are left out: they look like digits.
const CHECK_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

rules! {
    /// The twelve characters after the letter are digits, each times its position (2 to 13), and the sum divided by 23 leaves the letter's place in the
    /// alphabet without I, O and S. A number of another length, or with other characters, is left to the other rules.
    Error "1510" "UPN invalid (wrong check letter at character 1)" ["ChildIdentifiers.UPN"]
    fn check_letter(cin, found) {
        for child in &cin.children {
            let wrong = child.upn.get().is_some_and(|upn| letter_due(upn).is_some_and(|due| !upn.starts_with(due)));
            if wrong {
                found.add([child.at(Child::UPN)]);
            }
        }
    }

    /// The authorities are those of the guide's appendix C, those abolished since numbers were first given, and the few numbers given out
    /// elsewhere (Wales, islands, service schools).
    Error "1530" "UPN invalid (characters 2-4 not a recognised LA code)" ["ChildIdentifiers.UPN"]
    fn authority_known(cin, found) {
        for child in &cin.children {
            if child.upn.get().is_some_and(|upn| !upn.get(1..4).is_some_and(codes::is_authority)) {
                found.add([child.at(Child::UPN)]);
            }
        }
    }

    /// A number too short to have them is invalid too.
    Error "1540" "UPN invalid (characters 5-12 not all numeric)" ["ChildIdentifiers.UPN"]
    fn middle_digits(cin, found) {
        for child in &cin.children {
            let digits = |upn: &str| upn.get(4..12).is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
            if child.upn.get().is_some_and(|upn| !digits(upn)) {
                found.add([child.at(Child::UPN)]);
            }
        }
    }

    /// Of a number of 13 characters the last is a digit, or a capital letter other than I, O and S (a temporary number).
    Error "1550" "UPN invalid (character 13 not a recognised value)" ["ChildIdentifiers.UPN"]
    fn last_character(cin, found) {
        for child in &cin.children {
            let right = |last: &u8| last.is_ascii_digit() || CHECK_LETTERS.contains(last);
            if child.upn.get().is_some_and(|upn| upn.len() == 13 && !upn.as_bytes().last().is_some_and(right)) {
                found.add([child.at(Child::UPN)]);
            }
        }
    }

    /// A letter and twelve digits. A temporary number, which ends in a letter, is asked about too.
    Query "1560Q" "Please check and either amend or provide a reason: Former UPN wrongly formatted" ["ChildIdentifiers.FormerUPN"]
    fn former_number(cin, found) {
        for child in &cin.children {
            let right = |upn: &str| upn.starts_with(|it: char| it.is_ascii_alphabetic()) && digits(upn).is_some();
            if child.former_upn.get().is_some_and(|upn| !right(upn)) {
                found.add([child.at(Child::FORMER_UPN)]);
            }
        }
    }

    /// A child is of school age who was five by 31 August before the census's second calendar year began, that is born on or before 31 August six
    /// calendar years before the reference date. With a referral that led to further action, there is a UPN or one of the reasons UN2 to UN7, in
    /// small letters or capitals; UN1 (not of school age) is no reason then.
    Query "8770Q" "Please check and either amend data or provide a reason: UPN is missing or reason UPN is missing or is UN1 for a child who is of school age."
    ["ChildIdentifiers.UPN", "ChildIdentifiers.UPNunknown", "ChildIdentifiers.PersonBirthDate", "CINdetails.ReferralNFA"]
    fn no_number_at_school_age(cin, found) {
        let born_by = jiff::civil::date(cin.last_day().year() - 6, 8, 31);
        let excused = ["UN2", "UN3", "UN4", "UN5", "UN6", "UN7"];
        for child in cin.children.iter().filter(|it| it.birth.on_or_before(When::from(born_by)) && it.upn.missing()) {
            let reason = child.upn_unknown.get().unwrap_or_default().to_ascii_uppercase();
            let helped = cin.episodes.of_child(child).any(|it| it.nfa.is_false());
            if helped && !excused.contains(&reason.as_str()) {
                found.add([child.at(Child::UPN), child.at(Child::UPN_UNKNOWN)]);
            }
        }
    }

    /// Every episode of a child with UN7 is a referral with no further action: one that says otherwise, or does not say, is named.
    Error "8772" "UPN unknown reason is UN7 (Referral with no further action) but at least one CIN details is a referral going on to further action"
    ["ChildIdentifiers.UPNunknown", "CINdetails.ReferralNFA"]
    fn further_action_without_number(cin, found) {
        for child in cin.children.iter().filter(|it| it.upn_unknown.is("UN7")) {
            for episode in cin.episodes.of_child(child).filter(|it| !it.nfa.is_true()) {
                found.add([child.at(Child::UPN_UNKNOWN), episode.at(Episode::NFA)]);
            }
        }
    }
}

/// The twelve digits after the letter, if the number is of that form.
fn digits(upn: &str) -> Option<[u32; 12]> {
    let tail: &[u8; 12] = upn.as_bytes().get(1..)?.try_into().ok()?;
    tail.iter().all(u8::is_ascii_digit).then(|| tail.map(|it| u32::from(it - b'0')))
}

/// The letter a number of twelve digits must begin with.
fn letter_due(upn: &str) -> Option<char> {
    let sum: u32 = digits(upn)?.iter().zip(2..).map(|(digit, weight)| digit * weight).sum();
    CHECK_LETTERS.get((sum % 23) as usize).map(|it| char::from(*it))
}
