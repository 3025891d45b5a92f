//! Statutory returns: an analyst hands files in and reads what is wrong with them.
//!
//! Nothing of the files is stored, neither here nor in the record: the answer is made from them and they are gone. Whoever wants to keep the report, or the notes
//! on its queries, takes them away.

mod census;
mod check;
mod handed_in;
mod looked_after;
mod lookups;
mod notes;

use access::Role;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::error::{Error, Result};
use crate::routes::Routes;

/// Who checks returns.
pub const WHO: [Role; 3] = [Role::Analyst, Role::DutyManager, Role::TeamManager];

/// All files together: the largest census is about 20 MB, and last year's may come with it. A list of all postcodes comes as a zip.
const LARGEST: usize = 64 * 1024 * 1024;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/returns", check::show, check::submit.layer(DefaultBodyLimit::max(LARGEST)))
        .post("/returns/notes", notes::save)
}

/// A file for the reader to keep.
fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Result {
    let plain = |it: char| if it.is_ascii_alphanumeric() || " ._-()".contains(it) { it } else { '_' };
    let name: String = name.chars().take(120).map(plain).collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let mut response: Response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition.map_err(|error| Error::Broken(error.to_string()))?);
    Ok(response)
}
