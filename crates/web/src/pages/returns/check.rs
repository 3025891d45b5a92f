//! `/returns`: a children in need census, checked against every rule of its year.

use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use minijinja::context;
use returns::cin::read::{Census, Refused};
use returns::cin::{self, Cin};
use returns::report::notes::Notes;
use returns::report::{Report, csv, html};
use serde_json::json;

use super::WHO;
use crate::error::{Error, Result};
use crate::posted::{Posted, UploadedFile};
use crate::visit::Visit;

/// What the form's fields are called, in its page and here.
const FILE: &str = "file";
const LAST: &str = "last";

/// `GET /returns`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&WHO)?;
    visit.page("returns/check.html", json!({ "problems": null, "file": null, "last": null }))
}

/// `POST /returns`
pub async fn submit(Posted { visit, fields, files }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let Some(file) = chosen(&files, FILE) else {
        return problem(&visit, FILE, "Choose the census file to check".to_owned());
    };
    let last = chosen(&files, LAST).map(|it| it.bytes.clone());
    let (bytes, name) = (file.bytes.clone(), file.name.clone());
    let done = tokio::task::spawn_blocking(move || checked(&bytes, last.as_ref())).await;
    let report = match done.map_err(|error| Error::Broken(error.to_string()))? {
        Ok(report) => report,
        Err((field, refused)) => return problem(&visit, field, format!("{refused}")),
    };
    match fields.text("as") {
        "csv" => {
            let mut text = Vec::new();
            csv::write(&report, &mut text).map_err(|error| Error::Broken(error.to_string()))?;
            Ok(download(text, "text/csv; charset=utf-8", "attachment; filename=\"census-report.csv\""))
        }
        "html" => {
            let page = html::page(&report, &name)?;
            Ok(download(
                page.into_bytes(),
                "text/html; charset=utf-8",
                "attachment; filename=\"census-report.html\"",
            ))
        }
        _ => visit.page("returns/report.html", context! { file => name, report => html::parts(&report) }),
    }
}

fn chosen<'a>(files: &'a [UploadedFile], field: &str) -> Option<&'a UploadedFile> {
    files.iter().find(|it| it.field == field)
}

/// Reads the file, and last year's where it came along, and asks every rule.
fn checked(file: &Bytes, last: Option<&Bytes>) -> std::result::Result<Report, (&'static str, Refused)> {
    let census = read(file).map_err(|it| (FILE, it))?;
    let last: Option<Cin> = match last {
        Some(last) => Some(read(last).map_err(|it| (LAST, it))?.cin),
        None => None,
    };
    let findings = cin::check(&census.cin);
    Ok(cin::report::report(&census.cin, findings, &census.complaints, last.as_ref(), &Notes::default()))
}

fn read(file: &Bytes) -> std::result::Result<Census, Refused> {
    cin::read::census(&file[..], None, |_| {})
}

/// The form again, with what is wrong beside the field.
fn problem(visit: &Visit, field: &str, words: String) -> Result {
    let problems = json!([{ "text": words, "href": format!("#{field}") }]);
    let of = |one: &str| (one == field).then_some(words.as_str());
    let context = json!({ "problems": problems, "file": of(FILE), "last": of(LAST) });
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "returns/check.html", context)
}

fn download(bytes: Vec<u8>, kind: &'static str, disposition: &'static str) -> axum::response::Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    response
}
