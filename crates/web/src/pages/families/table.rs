//! The table of a picture: on the page, and as a file for a spreadsheet.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use pictures::Table;
use record::family::Group;
use serde_json::{Value, json};

use crate::pages::requests::uploads::attachment;

/// For `families/table.html`.
pub fn of(table: &Table) -> Value {
    json!({ "caption": table.caption, "head": table.head, "rows": table.rows })
}

/// A table as a file, called after what it is and whose: "genogram F-7Q2M.csv".
pub fn csv(family: &Group, what: &str, table: &Table) -> Response {
    let mut response = table.csv().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let reference = family.reference.as_deref().unwrap_or("family");
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{what} {reference}.csv")));
    response
}
