//! Pages: who else is involved with a family, as other services say it.

mod about;
mod card;
mod detail;
pub mod panel;
mod request;
mod says;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/requests/{request}/services", request::show)
        .post("/requests/{request}/services/{involvement}", request::open)
}
