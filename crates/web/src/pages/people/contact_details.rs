//! `/people/{id}/contact-details/new` and `/people/{id}/contact-details/{detail}`: phones and email addresses, and what
//! is safe.

use axum::extract::Path;
use jiff::civil::Date;
use record::person::contact_detail::{self, NewContactDetail, canonical};

use super::form::{self, Problems, Read, Sheet, on_file};
use super::gate::{self, opened};
use super::labels::{CONTACTS, YES_NO_NOT_ASKED};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str, row: &str) -> Sheet {
    let mut fields = vec![
        form::radios("kind", "What is it?", CONTACTS),
        form::text("value", "Phone number or email address").width("30"),
        form::text("whose", "Whose is it? (optional)")
            .hint("For example, Mum’s mobile. Leave empty if it is their own"),
        form::radios("voicemail", "Is it safe to leave a voicemail?", YES_NO_NOT_ASKED),
        form::radios("text", "Is it safe to send a text?", YES_NO_NOT_ASKED),
        form::text("times", "When is it safe to call? (optional)").width("30"),
        form::checkboxes("preferred", "Do they prefer to be reached this way?", [("yes", "Yes")]),
    ];
    if row != "new" {
        fields.push(form::checkboxes(
            "ended",
            "Does it still work?",
            [("yes", "It no longer works: take it off the record’s front")],
        ));
    }
    Sheet {
        title: if row == "new" { "Add a contact detail".into() } else { "Correct a contact detail".into() },
        action: format!("/people/{id}/contact-details/{row}"),
        button: "Save contact detail",
        section: "details",
        intro: String::new(),
        fields,
        hidden: Vec::new(),
    }
}

fn read(typed: &Fields, today: Date) -> (NewContactDetail, Problems) {
    let mut read = Read::new(typed, today);
    let kind =
        read.choice("kind", &CONTACTS, "Select whether it is a mobile, a landline or an email address");
    let mut value = read.need("value", "Enter a phone number or email address");
    if read.problems.is_empty() {
        match canonical(&kind, &value) {
            Ok(one) => value = one,
            Err(problem) => read.problems.add("value", problem),
        }
    }
    let whose = read.some("whose");
    let safe_to_voicemail = answer(read.maybe_choice("voicemail", &YES_NO_NOT_ASKED));
    let safe_to_text = answer(read.maybe_choice("text", &YES_NO_NOT_ASKED));
    let safe_times = read.some("times");
    let preferred = typed.text("preferred") == "yes";
    (
        NewContactDetail { kind, value, whose, safe_to_text, safe_to_voicemail, safe_times, preferred },
        read.problems,
    )
}

fn answer(choice: Option<String>) -> Option<bool> {
    match choice.as_deref() {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    }
}

fn said(answer: Option<bool>) -> &'static str {
    answer.map_or("not-asked", |yes| if yes { "yes" } else { "no" })
}

/// `GET /people/{id}/contact-details/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/contact-details/{detail}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let all = contact_detail::all(&mut page.work, &page.permit).await?;
    let found = all.into_iter().find(|one| one.id == row_id).ok_or(Error::NotFound)?.detail;
    page.work.commit().await?;
    let typed = on_file([
        ("kind", Some(&found.kind)),
        ("value", Some(&found.value)),
        ("whose", found.whose.as_deref()),
        ("voicemail", Some(said(found.safe_to_voicemail))),
        ("text", Some(said(found.safe_to_text))),
        ("times", found.safe_times.as_deref()),
        ("preferred", found.preferred.then_some("yes")),
    ]);
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/contact-details/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/contact-details/{detail}`
pub async fn submit(Path((id, row)): Path<(String, String)>, posted: Posted) -> Result {
    gate::parse(&row)?;
    save(id, row, posted).await
}

async fn save(id: String, row: String, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let old = row.parse().ok();
    let saved = match old.filter(|_| fields.text("ended") == "yes") {
        Some(old) => contact_detail::end(&mut page.work, &page.permit, old).await,
        None => {
            let (new, problems) = read(&fields, visit.today());
            if !problems.is_empty() {
                return sheet(&id, &row).show(&visit, &page.who, &fields, &problems);
            }
            contact_detail::save(&mut page.work, &page.permit, &new, old).await.map(|_| ())
        }
    };
    match saved {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The contact detail is saved"))
        }
    }
}
