//! `/entries/{entry}/sends/{member}`: logging that somebody has had a copy. What goes against the family's word needs a ground,
//! a reason and a manager, or it is not logged.

use axum::extract::Path;
use axum::http::StatusCode;
use law::plan::{Copies, How, Preference, Receives};
use record::access::may;
use record::network_tie;
use record::sending::{self, NewSending, Over};
use serde_json::{Value, json};
use uuid::Uuid;

use super::questions::{Asked, decided, over_questions, questions, said_now, sent_on};
use super::receivers::{self, Receiver, SOMEBODY_ELSE};
use super::{to_send, word_of};
use crate::error::{Error, Result};
use crate::pages::entries::frame::frame;
use crate::pages::entries::opened::{self, Opened};
use crate::pages::entries::word;
use crate::pages::people::form::{Problems, Read, date_boxes};
use crate::pages::people::gate::{Step, opened, permitted};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words::london;

/// `GET /entries/{entry}/sends/{member}`
pub async fn show(visit: Visit, Path((entry, member)): Path<(String, String)>) -> Result {
    let mut page = *opened!(opened::look_to_change(&visit, &entry));
    let asked = opened!(asked(&visit, &mut page, &member, &Fields::default()));
    let base = asked.receiver.copies(&asked.word, asked.goes, None);
    let mut typed = date_boxes("sent_on", Some(visit.today()));
    typed.push(("id".to_owned(), page.work.new_id().to_string()));
    if base.receives != Receives::Nothing {
        typed.push(("received".to_owned(), base.receives.code().to_owned()));
    }
    let shown = (&base, base.said == Preference::No);
    let context = context(&page, &asked, &Fields::of(typed), &Problems::default(), shown);
    page.work.commit().await?;
    visit.page("entries/sends/copy.html", context)
}

/// `POST /entries/{entry}/sends/{member}`
pub async fn submit(
    Path((entry, member)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let mut page = *opened!(opened::change(&visit, &entry, &fields));
    let mut asked = *opened!(asked(&visit, &mut page, &member, &fields));
    let id: Uuid = fields.text("id").parse().map_err(|_| Error::Unreadable)?;
    let home = format!("/entries/{}/sends", page.entry.id);
    let mut read = Read::new(&fields, visit.today());
    if !asked.is_listed {
        let name = read.need("name", "Enter who had it");
        asked.receiver = named(&mut asked, name, read.some("organisation").unwrap_or_default());
    }
    let now = said_now(&asked, &mut read);
    let copies = asked.receiver.copies(&asked.word, asked.goes, now);
    let received = Receives::parse(fields.text("received")).filter(|received| *received != Receives::Nothing);
    if received.is_none() {
        read.problems.add("received", "Select what they had");
    }
    let how = How::parse(fields.text("how"));
    if how.is_none() {
        read.problems.add("how", "Select how it reached them");
    }
    let sent_on = sent_on(&mut read, visit.today(), asked.finished_on);
    // Whether it goes against the family's word is not known before it is known who it is and what they said.
    let is_open = ["name", "said", "which"].iter().any(|id| read.problems.at(id).is_some());
    let is_more = received.map_or(copies.said == Preference::No, |received| received > copies.receives);
    let goes_over = is_more && !is_open;
    let over = if goes_over { decided(&asked, &copies, &mut read) } else { None };
    let problems = read.problems;
    if let (true, Some(received), Some(how), Some(sent_on)) = (problems.is_empty(), received, how, sent_on) {
        let new = NewSending {
            id,
            entry: page.entry.id,
            name: &asked.receiver.name,
            organisation: &asked.receiver.organisation,
            to_family: asked.receiver.is_theirs,
            received,
            how,
            sent_on,
            said: copies.said,
            allowed: copies.receives,
            over: over.map(|(ground, authorised_by)| Over {
                ground,
                because: fields.text("because"),
                authorised_by,
            }),
        };
        match sending::log(&mut page.work, &page.permit, &new).await {
            // The button was pressed twice: it is there.
            Err(record::Error::AlreadyDone) => return Ok(visit.go(&home, "This copy is logged already")),
            other => other?,
        }
        page.work.commit().await?;
        return Ok(visit.go(&home, "The copy is logged"));
    }
    let context = context(&page, &asked, &fields, &problems, (&copies, goes_over));
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/sends/copy.html", context)
}

/// Finds who it is for, and what the family has said.
async fn asked(
    visit: &Visit,
    page: &mut Opened<may::WriteEntry>,
    member: &str,
    typed: &Fields,
) -> Result<Step<Asked>> {
    to_send(page)?;
    let (family, entry) = (page.entry.family, page.entry.id);
    let narrative = permitted(visit, &mut page.work, may::OpenNarrative, page.permit.person(), typed).await?;
    let narrative = match narrative {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let word = word::whole(visit, &mut page.work, &narrative, family).await?;
    let word = word_of(page, word);
    let ties = network_tie::of_family(&mut page.work, &narrative, family).await?;
    let mut known = receivers::all(page, &word, &ties, visit.today());
    let is_listed = member != SOMEBODY_ELSE;
    let receiver = if is_listed {
        let place = known.iter().position(|one| one.key == member).ok_or(Error::NotFound)?;
        known.swap_remove(place)
    } else {
        Receiver { key: member.to_owned(), ..Receiver::default() }
    };
    let managers = sending::managers(&mut page.work, &page.permit, entry).await?;
    let finished_on = page.entry.finish.as_ref().map_or(visit.today(), |finish| london(finish.at).date());
    let goes = visit.app.council.pack.casework.plan_goes;
    Ok(Step::Open(Box::new(Asked { receiver, is_listed, known, word, goes, managers, finished_on })))
}

/// Somebody who was typed by name. Who is on the list under that name is who is on the list, so that a no is not got round by
/// typing; of a namesake from elsewhere a no holds too, and nothing else.
fn named(asked: &mut Asked, name: String, organisation: String) -> Receiver {
    let key = SOMEBODY_ELSE.to_owned();
    let Some(place) = asked.known.iter().position(|one| word::same(&one.name, &name)) else {
        return Receiver { key, name, organisation, ..Receiver::default() };
    };
    let listed = asked.known.swap_remove(place);
    if organisation.is_empty() || word::same(&listed.organisation, &organisation) {
        return Receiver { key, ..listed };
    }
    let said = listed.copies(&asked.word, asked.goes, None).said;
    let said = Some(said).filter(|said| *said == Preference::No);
    Receiver { key, name, organisation, said, ..Receiver::default() }
}

/// `shown`: what they may have by what is known now, and whether to ask why it goes against the family's word.
fn context(
    page: &Opened<may::WriteEntry>,
    asked: &Asked,
    typed: &Fields,
    problems: &Problems,
    (copies, goes_over): (&Copies, bool),
) -> Value {
    let fields: Vec<Value> = questions(asked).iter().map(|field| field.context(typed, problems)).collect();
    let over: Vec<Value> = over_questions(asked).iter().map(|field| field.context(typed, problems)).collect();
    let receiver = &asked.receiver;
    let knows = asked.is_listed || !receiver.name.is_empty();
    let facts = [&receiver.role, &receiver.organisation];
    let facts: Vec<&str> = facts.into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let own = json!({
        "fields": fields, "over": if goes_over { over } else { Vec::new() }, "problems": problems.summary(),
        "name": if asked.is_listed { receiver.name.as_str() } else { "" }, "facts": facts.join(", "),
        "because": if knows { copies.because.as_str() } else { "" }, "no": copies.said == Preference::No,
        "id": typed.text("id"), "home": format!("/entries/{}/sends", page.entry.id),
        "here": format!("/entries/{}/sends/{}", page.entry.id, receiver.key),
    });
    frame(page, own)
}
