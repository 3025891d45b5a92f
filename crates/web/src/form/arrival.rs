//! When and how a request reached the council, and who it came from in the census's codes.

use jiff::Timestamp;
use law::clocks::to_london;
use law::form::{Answers, Audience, Form, Problem, answered, dates, field_id};

use super::typed::Typed;

/// When it reached the council: at the desk, the day and time written down; online, now.
pub(super) fn received_at(audience: Audience, typed: &Typed, now: Timestamp) -> Timestamp {
    if audience == Audience::Desk { written_down(typed).unwrap_or(now).min(now) } else { now }
}

fn written_down(typed: &Typed) -> Option<Timestamp> {
    let day = typed.value("request.received_on")?.date()?;
    let time = dates::read_time(&typed.text("request.received_time")?)?;
    let there = day.to_datetime(time).to_zoned(law::clocks::london().clone()).ok()?;
    Some(there.timestamp())
}

/// A time of arrival later today is a slip that the day alone does not show.
pub fn not_in_the_future(
    form: &Form,
    audience: Audience,
    answers: &Answers,
    now: Timestamp,
) -> Option<Problem> {
    if audience != Audience::Desk {
        return None;
    }
    let answered = answered(form, audience, answers);
    let path =
        answered.iter().find(|one| one.typed.as_deref() == Some("request.received_time"))?.path.clone();
    let at = written_down(&Typed::new(answered))?;
    // An officer types the minute; the seconds of the clock must not make "now" the future.
    (at > now && to_london(at).date() == to_london(now).date()).then(|| Problem {
        field: field_id(&path),
        path,
        part: String::new(),
        message: "Time it was received must be now or earlier".to_owned(),
    })
}

/// How it came, as a code of `law::codes::ContactMethod`.
pub(super) fn method(audience: Audience, typed: &Typed) -> String {
    let written = (audience == Audience::Desk).then(|| typed.text("request.method")).flatten();
    written.unwrap_or_else(|| law::codes::ContactMethod::Online.code().to_owned())
}

/// Whether the sender's name must be kept from the family: they gave none, or asked us not to tell.
pub(super) fn anonymous(typed: &Typed) -> bool {
    matches!(typed.text("request.wants_anonymity").as_deref(), Some("anonymous" | "not-to-family"))
}

/// Who it came from, as a census source (`law::codes::REFERRAL_SOURCES`). Left out where the form does not settle it:
/// a guess would go into a national return. The desk writes the code down itself.
pub(super) fn source_code(audience: Audience, typed: &Typed) -> Option<String> {
    if audience == Audience::Desk {
        return typed.text("request.source_code");
    }
    if typed.text("request.wants_anonymity").as_deref() == Some("anonymous") {
        return Some("9".to_owned());
    }
    let code = match typed.text("request.requester_kind")?.as_str() {
        "parent_or_carer" => "1A",
        "young_person" => "1C",
        "professional" => of_sector(&typed.text("requester.sector")?)?,
        _ => return None,
    };
    Some(code.to_owned())
}

/// The census's source for a kind of organisation, where there is only one.
fn of_sector(sector: &str) -> Option<&'static str> {
    Some(match sector {
        "school" => "2A",
        "education_service" => "2B",
        "gp" => "3A",
        "health_visitor" => "3B",
        "school_nurse" => "3C",
        "midwifery" => "3D",
        "housing" => "4",
        "adult_social_care" => "5A",
        "youth_justice" => "5B",
        "other_council" => "5C",
        "police" => "6",
        "probation" | "cafcass" | "court" | "home_office" => "7",
        "family_hub" | "voluntary" => "8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_and_method_is_a_code_of_its_set() {
        for agency in law::codes::AGENCIES.all() {
            if let Some(source) = of_sector(agency.code) {
                assert!(law::codes::REFERRAL_SOURCES.parse(source).is_ok(), "{}", agency.code);
            }
        }
        assert_eq!(of_sector("hospital"), None, "accident and emergency or another department: nobody knows");
        assert_eq!(method(Audience::Public, &Typed::new(Vec::new())), "online");
    }
}
