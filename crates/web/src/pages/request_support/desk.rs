//! The duty desk's addresses of the same form: `/requests/new/…`.

use axum::extract::Path;
use law::form::{Audience, Form, offers, visible};
use record::draft::{self, Holder};
use serde_json::{Value, json};

use super::arrive;
use super::begin::{first, start};
use super::begun::Begun;
use super::door::{DESK, Door};
use super::remove;
use crate::error::Result;
use crate::form::answers;
use crate::posted::Posted;
use crate::visit::{self, Visit};
use crate::words;

/// `GET /requests/new`: begin, or go on with one of your own.
pub async fn show_begin(visit: Visit) -> Result {
    let account = visit.staff_with(&DESK)?.account;
    let mut work = visit.begin().await?;
    let form = visit.app.council.pack.request_form();
    let mut unfinished = Vec::new();
    for draft in draft::unfinished(&mut work, account).await? {
        let answers = answers::from_json(&draft.answers)?;
        unfinished.push(line(form, &Begun { door: Door::Desk(draft.id), draft, answers }));
    }
    visit.page("request_support/desk.html", json!({ "unfinished": unfinished }))
}

/// `POST /requests/new`
pub async fn submit_begin(Posted { visit, .. }: Posted) -> Result {
    let account = visit.staff_with(&DESK)?.account;
    let mut work = visit.begin().await?;
    let id = start(&visit, &mut work, Holder::Account(account), Audience::Desk).await?;
    work.commit().await?;
    Ok(visit.go(&format!("{}/{}", Door::Desk(id).base(), first(&visit, Audience::Desk).address()), ""))
}

/// `GET /requests/new/{draft}/{step}`
pub async fn show(visit: Visit, Path((draft, step)): Path<(String, String)>) -> Result {
    arrive::show(&visit, door(&visit, &draft)?, &step).await
}

/// `POST /requests/new/{draft}/{step}`
pub async fn submit(Path((draft, step)): Path<(String, String)>, posted: Posted) -> Result {
    let door = door(&posted.visit, &draft)?;
    arrive::submit(posted, door, &step).await
}

/// `GET /requests/new/{draft}/{step}/{item}`
pub async fn show_item(visit: Visit, Path((draft, step, item)): Path<(String, String, String)>) -> Result {
    arrive::show(&visit, door(&visit, &draft)?, &format!("{step}/{item}")).await
}

/// `POST /requests/new/{draft}/{step}/{item}`
pub async fn submit_item(
    Path((draft, step, item)): Path<(String, String, String)>,
    posted: Posted,
) -> Result {
    let door = door(&posted.visit, &draft)?;
    arrive::submit(posted, door, &format!("{step}/{item}")).await
}

/// `GET /requests/new/{draft}/remove/{group}/{item}`
pub async fn show_remove(visit: Visit, Path((draft, group, item)): Path<(String, String, String)>) -> Result {
    remove::show(&visit, door(&visit, &draft)?, &group, &item).await
}

/// `POST /requests/new/{draft}/remove/{group}/{item}`
pub async fn submit_remove(
    Path((draft, group, item)): Path<(String, String, String)>,
    posted: Posted,
) -> Result {
    let door = door(&posted.visit, &draft)?;
    remove::submit(posted, door, &group, &item).await
}

/// The desk's door, for those who may come in.
fn door(visit: &Visit, draft: &str) -> Result<Door> {
    visit.staff_with(&DESK)?;
    Ok(Door::Desk(visit::id(draft)?))
}

/// One of the officer's unfinished requests: whom it is about, how it came, when it was saved.
fn line(form: &Form, begun: &Begun) -> Value {
    let most = form.group("children").map_or(0, |group| group.max);
    let items = 1..=begun.answers.items("children", most);
    let children: Vec<String> = items.map(|item| begun.answers.item_name(form, "children", item)).collect();
    json!({
        "children": children,
        "method": method(form, begun),
        "saved": words::moment(begun.draft.saved_at),
        "href": begun.address(&begun.place(form)),
    })
}

fn method(form: &Form, begun: &Begun) -> Option<String> {
    let seen = visible(form, Audience::Desk, &begun.answers);
    let asked =
        seen.questions.iter().find(|asked| asked.question.typed.as_deref() == Some("request.method"))?;
    let chosen = begun.answers.text(&asked.path());
    offers(form, asked, Audience::Desk, &seen.kept)
        .into_iter()
        .find(|offer| offer.value == chosen)
        .map(|offer| offer.label)
}
