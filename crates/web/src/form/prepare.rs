//! From a whole form to a request.

use jiff::Timestamp;
use law::clocks::to_london;
use law::form::{Answers, Audience, Form, answered, prune};
use law::pack::Pack;
use record::request::subject::NewSubject;
use record::request::submit::NewRequest;
use uuid::Uuid;

use super::typed::Typed;
use super::{answers, arrival, subjects};
use crate::error::Result;

/// A request, ready for `record::request::submit`.
pub struct Prepared {
    /// When a decision is due; `None` where the calendar of bank holidays does not reach.
    pub decide_by: Option<Timestamp>,
    /// Where a copy of the reference may be emailed: an address was given, and email is safe or the sender is at work.
    pub email: Option<String>,
    audience: Audience,
    method: String,
    source_code: Option<String>,
    anonymous: bool,
    received_at: Timestamp,
    clock_words: String,
    service: String,
    purpose: String,
    pack_version: Uuid,
    answers: Vec<(String, String)>,
    subjects: Vec<NewSubject>,
    objections: Vec<String>,
}

/// Makes a form that was found whole into a request. Only answers that count are taken.
pub fn prepare(
    pack: &Pack,
    pack_version: Uuid,
    form: &Form,
    audience: Audience,
    given: &Answers,
    now: Timestamp,
) -> Result<Prepared> {
    let typed = Typed::new(answered(form, audience, given));
    let received_at = arrival::received_at(audience, &typed, now);
    let due = pack.clocks.get("request-decision").map(|clock| clock.rule(&pack.council).start(received_at));
    let (decide_by, clock_words) = match due {
        Some(Ok(due)) => (Some(due.at), due.explanation().to_owned()),
        Some(Err(why)) => (None, format!("No date could be worked out: {why}")),
        None => (None, "The council has set no clock for decisions".to_owned()),
    };
    let objections =
        typed.chosen("request.do_not_share_with").iter().filter(|who| *who != "none").cloned().collect();
    Ok(Prepared {
        decide_by,
        email: email(audience, &typed),
        audience,
        method: arrival::method(audience, &typed),
        source_code: arrival::source_code(audience, &typed),
        anonymous: arrival::anonymous(&typed),
        received_at,
        clock_words,
        service: pack.notice().service.first().map_or_else(String::new, |service| service.id.to_string()),
        purpose: form.classification.purpose.as_ref().map_or_else(String::new, ToString::to_string),
        pack_version,
        answers: answers::to_rows(&prune(form, audience, given))?,
        subjects: subjects::subjects(&typed, to_london(now).date()),
        objections,
    })
}

impl Prepared {
    /// As the record takes it.
    pub fn new_request(&self) -> NewRequest<'_> {
        NewRequest {
            audience: audience_code(self.audience),
            method: &self.method,
            source_code: self.source_code.as_deref(),
            anonymous: self.anonymous,
            received_at: self.received_at,
            decide_by: self.decide_by,
            clock_words: &self.clock_words,
            service: &self.service,
            purpose: &self.purpose,
            pack_version: self.pack_version,
            answers: self.answers.clone(),
            subjects: self.subjects.clone(),
            objections: self.objections.clone(),
        }
    }
}

/// `public`, `professional` or `desk`; a worker never makes a request, only casework.
fn audience_code(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Professional => "professional",
        Audience::Desk | Audience::Worker => "desk",
    }
}

fn email(audience: Audience, typed: &Typed) -> Option<String> {
    let safe = match audience {
        Audience::Desk | Audience::Worker => false,
        Audience::Professional => true,
        Audience::Public => typed.chosen("requester.reply_by").iter().any(|way| way == "email"),
    };
    typed.text("requester.email").filter(|_| safe)
}
