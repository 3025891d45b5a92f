//! `/entries/{entry}/readers`: who of those that a plan or a meeting lists can read the family's record because of it. A plan
//! lets them in when it is finished; a meeting before it is held, on this page.

use axum::extract::Path;
use jiff::{Timestamp, ToSpan};
use law::form::Value as Answer;
use law::plan::Preference;
use record::access::may;
use record::access::readers::{self, Reader};
use record::entry::Kind;
use serde_json::{Value, json};

use super::frame::frame;
use super::listed::{self, Listed};
use super::opened::{self, Opened};
use super::word;
use crate::error::{Error, Result};
use crate::pages::people::gate::{Step, opened, permitted};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// For how many days after a meeting those invited can read: time for its notes to be agreed.
pub const DAYS_AFTER: i32 = 14;

/// Somebody listed, and whether they can read.
pub struct Line {
    /// As the entry lists them.
    pub listed: Listed,
    /// What stands in the way, or their account.
    pub found: Found,
}

/// Whether somebody listed can read the record because of it.
pub enum Found {
    /// The family said that they do not get the plan, or not all of it.
    SaidNo,
    /// The family named somebody who may be this one, or in words that are not open here.
    Unsure,
    /// The form says no address.
    NoAddress,
    /// Nobody with this address has an account that can be let in.
    NoAccount,
    /// They can, or could.
    Account(Reader),
}

impl Line {
    /// The address of somebody who is let in.
    fn email(&self) -> Option<String> {
        matches!(self.found, Found::Account(_)).then(|| self.listed.email.clone())
    }
}

/// Everybody listed, in the order of the form. Nothing for an entry that lets nobody in.
pub async fn lines(
    visit: &Visit,
    page: &mut Opened<may::WriteEntry>,
    typed: &Fields,
) -> Result<Step<Vec<Line>>> {
    if readers::gives(page.entry.kind).is_none() || !readers::may_give(&page.work) {
        return Ok(Step::Open(Box::default()));
    }
    let person = page.permit.person();
    let permit = match permitted(visit, &mut page.work, may::OpenNarrative, person, typed).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let word = word::whole(visit, &mut page.work, &permit, page.entry.family).await?;
    let listed: Vec<Listed> =
        listed::all(&page.form, &page.answers).into_iter().filter(|one| !one.is_left_out).collect();
    let emails: Vec<String> = listed.iter().map(|one| one.email.clone()).collect();
    let (id, kind) = (page.entry.id, page.entry.kind);
    let accounts = readers::look(&mut page.work, &page.permit, id, kind, &emails).await?;
    let line = |listed: Listed| {
        let said = word.of(&listed.name, &listed.role, &listed.organisation, listed.preference);
        let account = accounts.iter().find(|one| one.email == listed.email.to_lowercase());
        let found = match (said, account) {
            // Who gets only what they do themselves does not get the whole record either.
            (Preference::No | Preference::OwnActions, _) => Found::SaidNo,
            _ if word.is_unread() || word.is_hidden() || word.may_mean(&listed.name) => Found::Unsure,
            (_, None) if listed.email.is_empty() => Found::NoAddress,
            (_, None) => Found::NoAccount,
            (_, Some(account)) => Found::Account(account.clone()),
        };
        Line { listed, found }
    };
    Ok(Step::Open(Box::new(listed.into_iter().map(line).collect())))
}

/// Lets in those whom a plan lists: part of finishing it. Of a meeting this is done on the page.
pub async fn keep_of_plan(page: &mut Opened<may::WriteEntry>, lines: &[Line]) -> Result<()> {
    if page.entry.kind != Kind::Plan {
        return Ok(());
    }
    let emails: Vec<String> = lines.iter().filter_map(Line::email).collect();
    readers::keep(&mut page.work, &page.permit, page.entry.id, Kind::Plan, &emails, None).await?;
    Ok(())
}

/// Those who will be let in when a plan is finished, in words for the page that finishes it.
pub fn let_in(page: &Opened<may::WriteEntry>, lines: &[Line]) -> Vec<String> {
    if page.entry.kind != Kind::Plan {
        return Vec::new();
    }
    let account = |line: &Line| match &line.found {
        Found::Account(reader) => Some(format!("{}, {}", reader.name, reader.job_title)),
        _ => None,
    };
    lines.iter().filter_map(account).collect()
}

/// `GET /entries/{entry}/readers`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = opened!(opened::look_to_change(&visit, &entry));
    if page.entry.finish.is_some() || readers::gives(page.entry.kind).is_none() {
        return Err(Error::NotFound);
    }
    let lines = opened!(lines(&visit, &mut page, &Fields::default()));
    let until = until(&page);
    let until_text = until.map(|(_, words)| words);
    let is_meeting = page.entry.kind == Kind::Meeting;
    let left = lines.iter().filter(|line| matches!(&line.found, Found::Account(one) if one.reads.is_none()));
    let own = json!({
        "lines": lines.iter().map(|line| context(&page, line)).collect::<Vec<_>>(),
        "is_meeting": is_meeting, "until": until_text, "to_let_in": left.count(),
        "gives": readers::may_give(&page.work),
    });
    let context = frame(&page, own);
    page.work.commit().await?;
    visit.page("entries/readers.html", context)
}

/// `POST /entries/{entry}/readers`: those whom the meeting lists can read until two weeks after it; whoever it lists no longer
/// cannot.
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let kind = page.entry.kind;
    if page.entry.finish.is_some() || kind != Kind::Meeting {
        return Err(Error::NotFound);
    }
    let here = format!("/entries/{}/readers", page.entry.id);
    let Some((at, words)) = until(&page) else { return Ok(visit.go(&here, "")) };
    let lines = opened!(lines(&visit, &mut page, &fields));
    let emails: Vec<String> = lines.iter().filter_map(Line::email).collect();
    let count = readers::keep(&mut page.work, &page.permit, page.entry.id, kind, &emails, Some(at)).await?;
    page.work.commit().await?;
    let told = match count {
        0 => "Nobody can read the record because of this meeting".to_owned(),
        1 => format!("1 person can read the record until {words}"),
        more => format!("{more} people can read the record until {words}"),
    };
    Ok(visit.go(&here, &told))
}

fn context(page: &Opened<may::WriteEntry>, line: &Line) -> Value {
    let is_plan = page.entry.kind == Kind::Plan;
    let (state, colour) = match &line.found {
        Found::SaidNo => ("The family said no".to_owned(), Some("red")),
        Found::Unsure => ("Ask the family first".to_owned(), Some("orange")),
        Found::NoAddress => ("No email address yet".to_owned(), None),
        Found::NoAccount => ("No account: they get a copy".to_owned(), None),
        Found::Account(Reader { reads: Some(until), .. }) => match until {
            Some(until) => (format!("Can read until {}", words::end(*until)), Some("green")),
            None => ("Can read".to_owned(), Some("green")),
        },
        Found::Account(_) if is_plan => ("Can read once this is finished".to_owned(), Some("turquoise")),
        Found::Account(_) => ("Cannot read yet".to_owned(), Some("blue")),
    };
    let Listed { section, item, name, role, organisation, .. } = &line.listed;
    let facts = [role, organisation].map(String::as_str).into_iter().filter(|one| !one.is_empty());
    let facts = facts.collect::<Vec<_>>().join(", ");
    json!({
        "name": name, "facts": facts,
        "href": format!("/entries/{}/pages/{section}/{item}", page.entry.id), "state": state, "colour": colour,
    })
}

/// Until when those invited to a meeting can read, and the last day in words. Nothing where its day is not said, or so long ago
/// that nobody is let in any more.
fn until(page: &Opened<may::WriteEntry>) -> Option<(Timestamp, String)> {
    let mut asked = page.form.section.iter().flat_map(|section| &section.question);
    let day = asked.find(|question| question.typed.as_deref() == Some("meeting.held_on"))?;
    let held_on = page.answers.get(day.id.as_str()).and_then(Answer::date)?;
    let last_day = held_on.checked_add(DAYS_AFTER.days()).ok()?;
    let midnight = words::instant(last_day.tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight()))?;
    (midnight > page.work.now()).then(|| (midnight, words::day(last_day)))
}
