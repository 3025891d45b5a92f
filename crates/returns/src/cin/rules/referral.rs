//! Rules about referrals: the beginning of an episode of need, and how a child's episodes follow one another.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Child, Episode};
use crate::date::When;
use crate::working_days;

rules! {
    /// Present, and not after the reference date.
    Error "8600" "Child referral date missing or after data collection period" ["CINdetails.CINreferralDate", "Header.ReferenceDate"]
    fn referral_date(cin, found) {
        for episode in &cin.episodes {
            if episode.referral.missing() || episode.referral.after(cin.last_day()) {
                found.add([episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// 40 weeks are 280 days. Either date of birth that is there is counted from.
    Error "8606" "Child referral date is more than 40 weeks before DOB or expected DOB"
    ["CINdetails.CINreferralDate", "ChildIdentifiers.PersonBirthDate", "ChildIdentifiers.ExpectedPersonBirthDate"]
    fn referred_long_before_birth(cin, found) {
        for child in &cin.children {
            for episode in cin.episodes.of_child(child) {
                let too_early = |birth: When| episode.referral.before(birth.plus_days(-280));
                if too_early(child.birth) || too_early(child.expected_birth) {
                    found.add([episode.at(Episode::REFERRAL), child.at(Child::BIRTH), child.at(Child::EXPECTED_BIRTH)]);
                }
            }
        }
    }

    /// 1 or 0, true or false, whichever way it is written.
    Error "8568" "RNFA flag is missing or invalid" ["CINdetails.ReferralNFA"]
    fn nfa_valid(cin, found) {
        for episode in &cin.episodes {
            if !episode.nfa.is_true() && !episode.nfa.is_false() {
                found.add([episode.at(Episode::NFA)]);
            }
        }
    }

    /// The one working day is counted with the first day of the census as its first, as in 8670Q: a referral before 1 April, or before the last working
    /// day where 1 April is none. A referral of 31 March that was decided on 1 April is therefore asked about; it may stand with a note.
    Query "8569Q" "A case with referral date before one working day prior to the collection start date must not be flagged as a no further action case"
    ["CINdetails.CINreferralDate", "CINdetails.ReferralNFA"]
    fn old_referral_without_action(cin, found) {
        let limit = working_days::last(1, cin.first_day());
        for episode in &cin.episodes {
            if episode.referral.before(limit) && episode.nfa.is_true() {
                found.add([episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// From 1 April 2013 on a referral has a source, and it is one of the codes.
    Error "8866" "Source of Referral is missing or an invalid code" ["CINdetails.CINreferralDate", "CINdetails.ReferralSource"]
    fn source_valid(cin, found) {
        for episode in &cin.episodes {
            let asked = episode.referral.on_or_after(jiff::civil::date(2013, 4, 1));
            if asked && !codes::valid("ReferralSource", &episode.referral_source, cin.year) {
                found.add([episode.at(Episode::REFERRAL), episode.at(Episode::REFERRAL_SOURCE)]);
            }
        }
    }

    /// There must be a need, valid or not, unless there was no further action. An invalid one is 8650's.
    Error "8610" "Primary Need code is missing for a referral which led to further action." ["CINdetails.ReferralNFA", "CINdetails.PrimaryNeedCode"]
    fn need_missing(cin, found) {
        for episode in &cin.episodes {
            if episode.nfa.is_false() && episode.primary_need.missing() {
                found.add([episode.at(Episode::NFA), episode.at(Episode::PRIMARY_NEED)]);
            }
        }
    }

    /// Where present, one of the codes.
    Error "8650" "Primary Need Code invalid (see Primary Need table in CIN census code set)" ["CINdetails.PrimaryNeedCode"]
    fn need_valid(cin, found) {
        for episode in &cin.episodes {
            if episode.primary_need.present() && !codes::valid("PrimaryNeedCode", &episode.primary_need, cin.year) {
                found.add([episode.at(Episode::PRIMARY_NEED)]);
            }
        }
    }

    /// Of one child, more than one episode that led to further action has no closure date. Each of them is named.
    Error "8815" "More than one open CIN Details episode (a module with no CIN Closure Date) has been provided for this child and case is not a referral with no further action."
    ["CINdetails.CINclosureDate", "CINdetails.ReferralNFA"]
    fn two_open_episodes(cin, found) {
        for episodes in cin.episodes.children() {
            let open: Vec<_> = episodes.into_iter().filter(|it| is_open(it)).collect();
            if open.len() > 1 {
                found.add(open.into_iter().map(|it| it.at(Episode::CLOSURE)));
            }
        }
    }

    /// An open episode that led to further action was referred before another of the child's. The latest is named with it.
    Error "8816" "An open CIN episode is shown and case is not a referral with no further action, but it is not the latest episode."
    ["CINdetails.CINreferralDate", "CINdetails.ReferralNFA", "CINdetails.CINclosureDate"]
    fn open_but_not_latest(cin, found) {
        for episodes in cin.episodes.children() {
            let Some(latest) = episodes.iter().filter(|it| it.referral.present()).max_by_key(|it| it.referral.get()) else { continue };
            for open in episodes.iter().filter(|it| is_open(it) && it.referral.before(latest.referral)) {
                found.add([open.at(Episode::REFERRAL), open.at(Episode::NFA), latest.at(Episode::REFERRAL), latest.at(Episode::NFA)]);
            }
        }
    }

    /// One episode's referral is on or after another's referral and before its closure; where that one is open and led to further action, up to the
    /// reference date. One may begin on the day another ends.
    Error "8820" "The dates on the CIN episodes for this child overlap" ["CINdetails.CINreferralDate", "CINdetails.CINclosureDate"]
    fn episodes_overlap(cin, found) {
        for episodes in cin.episodes.children() {
            for (at, episode) in episodes.iter().enumerate() {
                for (other_at, other) in episodes.iter().enumerate() {
                    let within = match other.closure.present() {
                        true => episode.referral.before(other.closure),
                        false => other.nfa.is_false() && episode.referral.on_or_before(cin.last_day()),
                    };
                    if at != other_at && within && episode.referral.on_or_after(other.referral) {
                        found.add([episode.at(Episode::REFERRAL), other.at(Episode::REFERRAL), other.at(Episode::CLOSURE)]);
                    }
                }
            }
        }
    }
}

/// Not closed, and not a referral with no further action.
fn is_open(episode: &Episode) -> bool {
    episode.closure.missing() && episode.nfa.is_false()
}
