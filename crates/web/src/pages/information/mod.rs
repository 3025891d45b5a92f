//! Pages: privacy, accessibility and contact, and the demo's outbox.

mod accessibility;
mod contact;
mod outbox;
mod privacy;
mod privacy_words;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/privacy", privacy::show)
        .get("/privacy/easy-read", privacy::easy_read)
        .get("/accessibility", accessibility::show)
        .get("/contact", contact::show)
        .get("/outbox", outbox::show)
}
