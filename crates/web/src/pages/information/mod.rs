//! Pages: accessibility and contact, and the demo's outbox.

mod accessibility;
mod contact;
mod outbox;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/accessibility", accessibility::show)
        .get("/contact", contact::show)
        .get("/outbox", outbox::show)
}
