//! Consent, where consent is the lawful basis: given, refused, withdrawn, and what follows.
//!
//! Agreement to take part in support and a wish about sharing are other things; see [`crate::pack::Agreement`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::pack::{Consent, Notice};

/// Something that happened to a consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The consent's id in the notice.
    pub consent: String,
    /// What happened.
    pub what: What,
    /// The day.
    pub on: Date,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Clear words or a tick that nobody had set for them (UK GDPR Article 4(11)).
    Given,
    /// They said no.
    Refused,
    /// They took it back (Article 7(3)).
    Withdrawn,
}

/// How a consent stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has asked, or nobody has answered.
    NotGiven,
    /// It stands.
    Given {
        /// Since when.
        since: Date,
    },
    /// They said no.
    Refused {
        /// When.
        on: Date,
    },
    /// They took it back: use stops the same day.
    Withdrawn {
        /// When.
        on: Date,
    },
}

/// How the consent `id` stands on `day`. Of two events on one day the later in the list counts: the caller keeps them in the
/// order they happened.
pub fn standing(id: &str, events: &[Event], day: Date) -> Standing {
    let mut newest: Option<&Event> = None;
    for event in events.iter().filter(|event| event.consent == id && event.on <= day) {
        if newest.is_none_or(|before| event.on >= before.on) {
            newest = Some(event);
        }
    }
    match newest {
        None => Standing::NotGiven,
        Some(Event { what: What::Given, on, .. }) => Standing::Given { since: *on },
        Some(Event { what: What::Refused, on, .. }) => Standing::Refused { on: *on },
        Some(Event { what: What::Withdrawn, on, .. }) => Standing::Withdrawn { on: *on },
    }
}

/// Whether any consent that opens `purpose` stands on `day`, and which.
pub fn opens<'n>(notice: &'n Notice, purpose: &str, events: &[Event], day: Date) -> Option<&'n Consent> {
    notice
        .consent
        .iter()
        .filter(|consent| consent.purpose == *purpose)
        .find(|consent| matches!(standing(&consent.id, events, day), Standing::Given { .. }))
}

/// What withdrawing the consent `id` stops, as the family is told before they do.
pub fn withdrawing_stops<'n>(notice: &'n Notice, id: &str) -> Option<&'n str> {
    let consent = notice.consent.iter().find(|consent| consent.id == *id)?;
    notice.purpose(&consent.purpose)?.withdrawing_stops.as_deref()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(what: What, on: Date) -> Event {
        Event { consent: "hub-news".into(), what, on }
    }

    #[test]
    fn the_newest_word_counts_from_its_day() {
        let events = [event(What::Given, date(2026, 1, 5)), event(What::Withdrawn, date(2026, 3, 1))];
        assert_eq!(standing("hub-news", &events, date(2026, 1, 4)), Standing::NotGiven);
        assert_eq!(
            standing("hub-news", &events, date(2026, 2, 28)),
            Standing::Given { since: date(2026, 1, 5) }
        );
        assert_eq!(
            standing("hub-news", &events, date(2026, 3, 1)),
            Standing::Withdrawn { on: date(2026, 3, 1) }
        );
        assert_eq!(standing("feedback", &events, date(2026, 3, 1)), Standing::NotGiven);
    }

    #[test]
    fn marlshire_says_what_withdrawing_stops() {
        let pack = crate::pack::tests::marlshire();
        assert!(withdrawing_stops(pack.notice(), "hub-news").expect("said").contains("stop sending news"));
        for purpose in pack.notice().purpose.iter().filter(|purpose| purpose.rests_on_consent()) {
            let asked = pack.notice().consent.iter().any(|consent| consent.purpose == purpose.id);
            assert!(asked, "nothing asks consent for {}", purpose.id);
        }
    }

    proptest! {
        /// Whatever happened before, after a withdrawal no purpose is open by that consent.
        #[test]
        fn withdrawing_ends_the_use(days in proptest::collection::vec((0i32..4000, 0..3u8), 0..12), last in 4000i32..5000, after in 0i32..500) {
            let day = |offset: i32| date(2020, 1, 1).checked_add(jiff::Span::new().days(offset)).expect("a day");
            let mut events: Vec<Event> = days
                .iter()
                .map(|(offset, what)| event([What::Given, What::Refused, What::Withdrawn][usize::from(*what)], day(*offset)))
                .collect();
            events.sort_by_key(|event| event.on);
            events.push(event(What::Withdrawn, day(last)));
            let pack = crate::pack::tests::marlshire();
            prop_assert!(opens(pack.notice(), "hub-news", &events, day(last + after)).is_none());
        }
    }
}
