//! `/requests/{request}/checks/new`: asks another agency what it knows, and says on what basis.

use axum::extract::Path;
use axum::http::StatusCode;
use law::codes::AGENCIES;
use record::access::{Circumstances, may, permit_request};
use record::request::check::{self, NewCheck};
use serde_json::{Value, json};
use uuid::Uuid;

use super::basis;
use crate::error::{Error, Result};
use crate::pages::requests::frame::Frame;
use crate::pages::requests::labels;
use crate::pages::requests::problems::Problems;
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};

const FIELDS: [&str; 6] = ["agency", "asked_for", "basis", "agreement", "without_agreement", "authorised_by"];
const AGREEMENTS: [(&str, &str); 3] = [
    ("agreed", "Yes, they agreed"),
    ("not-agreed", "No, they did not agree"),
    ("not-asked", "They were not asked"),
];

/// `GET /requests/{request}/checks/new`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    page(&visit, id(&request)?, StatusCode::OK, &Fields::default(), &Problems::default()).await
}

/// `POST /requests/{request}/checks/new`
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let objections = record::request::standing::of(&mut work, &permit).await?.objections;
    let mut problems = check_fields(&visit, &fields, &objections);
    if problems.is_empty() {
        let agreed = fields.text("agreement") == "agreed";
        let authorised_by = fields.text("authorised_by").replace('\0', "");
        let new = NewCheck {
            // A page that was tampered with has no usable id: then this is simply a new check.
            id: Uuid::parse_str(fields.text("check")).unwrap_or_else(|_| visit.app.store.new_id()),
            agency: fields.text("agency"),
            basis: fields.text("basis"),
            asked_for: fields.text("asked_for"),
            agreement: fields.text("agreement"),
            without_agreement: fields.some("without_agreement").filter(|_| !agreed),
            authorised_by: Some(authorised_by.as_str()).filter(|_| !agreed),
        };
        match check::ask(&mut work, &permit, &new).await {
            Ok(()) => {
                work.commit().await?;
                let said = format!(
                    "{}: the check is written down. Ask them now, by phone or secure email",
                    labels::agency(new.agency)
                );
                return Ok(visit.go(&format!("/requests/{request}/checks"), &said));
            }
            Err(record::Error::Rule(words)) => problems.add("agency", words),
            Err(error) => return Err(error.into()),
        }
    }
    drop(work);
    page(&visit, request, StatusCode::UNPROCESSABLE_ENTITY, &fields, &problems).await
}

fn check_fields(visit: &Visit, fields: &Fields, objections: &[String]) -> Problems {
    let mut problems = Problems::default();
    let agency = fields.text("agency");
    problems.need_choice(
        "agency",
        agency,
        AGENCIES.all().iter().map(|one| one.code),
        "Select whom you want to ask",
    );
    problems.need_text("asked_for", fields.text("asked_for"), "Say what you want to know");
    let offers = basis::offers(&visit.app.council);
    problems.need_choice(
        "basis",
        fields.text("basis"),
        offers.iter().map(|offer| offer.value.as_str()),
        "Select the lawful basis",
    );
    if problems.is_empty() && !basis::may_be_told(&visit.app.council, agency, fields.text("basis")) {
        problems.add("basis", "Our privacy notice does not let us tell this service anything for that purpose. Select another basis");
    }
    let agreement = fields.text("agreement");
    problems.need_choice(
        "agreement",
        agreement,
        AGREEMENTS.iter().map(|(value, _)| *value),
        "Select whether the family agreed",
    );
    if agreement == "agreed" && basis::is_objected_to(objections, agency) {
        let who = labels::agency(agency);
        problems.add("agreement", format!("The family asked us not to share with this service ({who}). Select that they did not agree, and say why you ask all the same"));
    } else if !agreement.is_empty() && agreement != "agreed" {
        let reasons = &visit.app.council.pack.notice().agreement.without_agreement;
        problems.need_choice(
            "without_agreement",
            fields.text("without_agreement"),
            reasons.iter().map(String::as_str),
            "Select why you ask without the family’s agreement",
        );
        problems.need_text(
            "authorised_by",
            fields.text("authorised_by"),
            "Enter who authorised asking without agreement",
        );
    }
    problems
}

async fn page(
    visit: &Visit,
    request: Uuid,
    status: StatusCode,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(visit, &mut work, &permit).await?;
    if !frame.is_duty {
        return Err(Error::NotFound);
    }
    work.commit().await?;
    let chosen = |field: &str, value: &str| typed.text(field) == value;
    let agencies: Vec<Value> = std::iter::once(json!({ "value": "", "text": "Choose a service" }))
        .chain(AGENCIES.all().iter().map(
            |one| json!({ "value": one.code, "text": one.label, "selected": chosen("agency", one.code) }),
        ))
        .collect();
    let reasons = &visit.app.council.pack.notice().agreement.without_agreement;
    let id = typed.some("check").map_or_else(|| visit.app.store.new_id().to_string(), str::to_owned);
    let context = json!({
        "frame": frame.context(visit, "checks"),
        "check": id,
        "agencies": agencies,
        "asked_for": typed.text("asked_for"),
        "bases": basis::offers(&visit.app.council).iter().map(|offer| json!({
            "value": offer.value, "text": offer.text, "checked": chosen("basis", &offer.value),
            "hint": { "text": offer.hint } })).collect::<Vec<_>>(),
        "agreements": AGREEMENTS.map(|(value, text)| json!({ "value": value, "text": text, "checked": chosen("agreement", value) })),
        "reasons": reasons.iter().map(|reason| json!({
            "value": reason, "text": labels::capital(reason), "checked": chosen("without_agreement", reason) })).collect::<Vec<_>>(),
        "authorised_by": typed.text("authorised_by"),
        "problems": problems.context(&FIELDS),
    });
    visit.page_with(status, "requests/checks/ask.html", context)
}
