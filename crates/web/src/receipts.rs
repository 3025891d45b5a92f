//! The header `Kith-Receipt`: a signed promise that what this answer's transactions wrote will be in the ledger's tree.
//!
//! Whoever keeps answers' headers outside the database's reach (the proxy's log) can show later that an event was taken
//! away before it was in the tree. A receipt holds hashes and a time: nothing about anybody.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use ledger::Receipt;

use crate::app::App;

/// The header's name.
const NAME: &str = "kith-receipt";
/// Most leaves one header names; more make a second one.
const MOST: usize = 40;

/// Adds a receipt to an answer whose transactions wrote events.
pub async fn give(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = &app.receipts else { return next.run(request).await };
    let (mut response, leaves) = record::ledger::receipt::collecting(next.run(request)).await;
    for some in leaves.chunks(MOST) {
        let receipt = Receipt::sign(key, app.now(), some.to_vec());
        if let Ok(line) = HeaderValue::from_str(&receipt.to_string()) {
            response.headers_mut().append(NAME, line);
        }
    }
    response
}
