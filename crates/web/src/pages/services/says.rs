//! What is found, not found or not known, in words that cannot be mistaken for each other. Workers read "NA", a dash and
//! an empty box as "nothing is wrong", so none of them is ever shown.

use law::involvement_rules::{Gate, InvolvementRules, Service};
use record::source::feed::Feed;
use record::source::panel::{PersonPanel, Says, ServicePanel};

use crate::words;

/// The feed it comes from.
pub fn feed(says: &Says) -> Option<&Feed> {
    match says {
        Says::Nothing | Says::NeverSupplied => None,
        Says::Stopped(feed) | Says::NotAsked(feed) | Says::NoneFound(feed) | Says::Involved(feed, _) => {
            Some(feed)
        }
    }
}

/// The few words that say it.
pub fn status(one: &ServicePanel) -> String {
    match &one.says {
        _ if one.gate == Gate::AgeNotKnown => "Cannot tell: age not known".to_owned(),
        Says::Nothing | Says::NeverSupplied => "Not supplied".to_owned(),
        Says::Stopped(feed) => match feed.coverage.not_supplied_since {
            Some(since) => format!("Not supplied since {}", words::day(since)),
            None => "Not supplied".to_owned(),
        },
        Says::NotAsked(_) => "Not supplied for this person".to_owned(),
        Says::NoneFound(feed) => match as_of(feed) {
            Some(day) => format!("None found (checked {day})"),
            None => "None found".to_owned(),
        },
        Says::Involved(_, involvements) => {
            let mut all: Vec<&str> = involvements.iter().map(|one| one.found.label()).collect();
            all.dedup();
            all.join("; ")
        }
    }
}

/// What that means, for whoever wonders. Nothing when the data speaks for itself.
pub fn explained(
    one: &ServicePanel,
    person: &PersonPanel,
    rules: &InvolvementRules,
    council: &str,
) -> Option<String> {
    let (service, name) = (lower(one.service), &person.name);
    match &one.says {
        _ if one.gate == Gate::AgeNotKnown => {
            let ages = rules.ages(one.service).in_words();
            Some(format!("{} is shown {ages}. Record {name}’s date of birth to see it.", one.service.label()))
        }
        Says::Nothing | Says::NeverSupplied => {
            Some(format!("{council} does not receive {service} data. {name} may be known to them: ask."))
        }
        Says::Stopped(_) => Some(format!("Nothing newer has come. {name} may be known to them: ask.")),
        Says::NotAsked(_) => {
            Some(format!("The service has not been asked about {name} yet. They may be known to it: ask."))
        }
        Says::NoneFound(_) => {
            Some(format!("The service looked for {name} and has no record in what it sends us."))
        }
        Says::Involved(..) => None,
    }
}

/// The day a feed was last brought up to date.
pub fn updated(feed: &Feed) -> Option<String> {
    as_of(feed).map(|day| format!("Last updated on {day}"))
}

/// The period and the area.
pub fn covers(feed: &Feed) -> String {
    let coverage = &feed.coverage;
    let period = match (coverage.from.map(words::day), coverage.until.map(words::day)) {
        (Some(from), Some(until)) => format!("Covers the period {from} to {until}"),
        (Some(from), None) => format!("Covers the period from {from}"),
        (None, Some(until)) => format!("Covers the period to {until}"),
        (None, None) if coverage.note.is_some() => "Covers the period explained here".to_owned(),
        (None, None) => "The service has not said what period this covers".to_owned(),
    };
    match &coverage.area {
        Some(area) => format!("{period}, in {area}"),
        None => period,
    }
}

fn as_of(feed: &Feed) -> Option<String> {
    feed.coverage.current_as_of.map(|at| words::day(words::london(at).date()))
}

fn lower(service: Service) -> String {
    service.label().to_lowercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::date_of_birth::DateOfBirth;
    use law::involvement_rules::Found;
    use record::source::Summary;
    use record::source::feed::Coverage;
    use record::source::panel::Involvement;
    use uuid::Uuid;

    use super::*;

    fn feed(not_supplied_since: Option<jiff::civil::Date>) -> Feed {
        let coverage = Coverage {
            service: Service::Police,
            system_name: "Marlshire Police records".into(),
            area: Some("Marlshire".into()),
            from: Some(date(2021, 9, 14)),
            until: Some(date(2026, 9, 13)),
            note: None,
            current_as_of: Some("2026-09-13T07:30:00Z".parse().expect("a time")),
            not_supplied_since,
        };
        let at = "2026-09-13T09:00:00Z".parse().expect("a time");
        Feed { id: Uuid::nil(), coverage, imported_at: at }
    }

    fn said(says: Says) -> String {
        status(&ServicePanel { service: Service::Police, gate: Gate::Shown, says })
    }

    #[test]
    fn none_found_not_asked_not_supplied_and_cannot_tell_read_differently() {
        let involvement = Involvement { id: Uuid::nil(), found: Found::Records, summary: Summary::default() };
        let cannot_tell =
            ServicePanel { service: Service::Police, gate: Gate::AgeNotKnown, says: Says::Nothing };
        let all = [
            said(Says::NeverSupplied),
            said(Says::Stopped(feed(Some(date(2026, 3, 3))))),
            said(Says::NotAsked(feed(None))),
            said(Says::NoneFound(feed(None))),
            said(Says::Involved(feed(None), vec![involvement])),
            status(&cannot_tell),
        ];
        assert_eq!(
            all,
            [
                "Not supplied",
                "Not supplied since 3 March 2026",
                "Not supplied for this person",
                "None found (checked 13 September 2026)",
                "Records found",
                "Cannot tell: age not known",
            ]
        );
    }

    #[test]
    fn the_age_that_would_tell_is_named() {
        let person = PersonPanel {
            person: Uuid::nil(),
            public_ref: "P-TEST".into(),
            name: "Kate".into(),
            birth: DateOfBirth::Unknown,
            covered: true,
            services: Vec::new(),
        };
        let one = ServicePanel { service: Service::Police, gate: Gate::AgeNotKnown, says: Says::Nothing };
        let words =
            explained(&one, &person, &InvolvementRules::default(), "Marlshire").expect("it is explained");
        assert_eq!(words, "Police is shown from 18. Record Kate’s date of birth to see it.");
    }

    #[test]
    fn dates_say_what_they_are() {
        assert_eq!(updated(&feed(None)).as_deref(), Some("Last updated on 13 September 2026"));
        assert_eq!(
            covers(&feed(None)),
            "Covers the period 14 September 2021 to 13 September 2026, in Marlshire"
        );
        let mut open = feed(None);
        (open.coverage.from, open.coverage.until, open.coverage.area) = (None, None, None);
        assert_eq!(covers(&open), "The service has not said what period this covers");
    }
}
