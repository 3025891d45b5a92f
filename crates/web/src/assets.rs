//! Style sheets, scripts and component templates, as `cargo xtask assets` gathered them from npm.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// The folder `assets/dist`: read from disk in a debug build, inside the program in a release build.
#[derive(RustEmbed)]
#[folder = "assets/dist"]
#[allow_missing = true]
pub struct Assets;

impl Assets {
    /// The hashed address of an asset by its plain name (`app.css`).
    pub fn path_of(name: &str) -> Option<String> {
        static NAMES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
        let found = match cfg!(debug_assertions) {
            true => manifest().get(name).cloned(),
            false => NAMES.get_or_init(manifest).get(name).cloned(),
        };
        found.or_else(|| Assets::get(name).map(|_| name.to_owned())).map(|file| format!("/assets/{file}"))
    }
}

fn manifest() -> BTreeMap<String, String> {
    Assets::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

/// The component templates GOV.UK and MOJ ship, by name.
pub fn component_sources() -> impl Iterator<Item = (String, String)> {
    Assets::iter().filter(|name| name.starts_with("components/")).filter_map(|name| {
        let file = Assets::get(&name)?;
        Some((name.trim_start_matches("components/").to_owned(), String::from_utf8(file.data.to_vec()).ok()?))
    })
}

/// `GET /assets/{*path}`: for ever, because the name changes with the content.
pub async fn serve(Path(path): Path<String>) -> Response {
    let Some(file) = (!path.starts_with("components/")).then(|| Assets::get(&path)).flatten() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json; charset=utf-8",
        _ => "application/octet-stream",
    };
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
