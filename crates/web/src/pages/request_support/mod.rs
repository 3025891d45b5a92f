//! Pages: the request for support, for the public, for professionals and at the duty desk.
//!
//! One form engine and one set of pages serve all three; a [`door::Door`] says at which address, and who may come in.

mod arrive;
mod begin;
mod begun;
mod check;
mod come_back;
mod desk;
mod door;
mod files;
mod fill;
mod list;
mod public;
mod remove;
mod save;
mod sent;
mod stale;
#[cfg(test)]
mod tests;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/request-support", begin::show, begin::submit)
        .form("/request-support/return", come_back::show, come_back::send_code)
        .post("/request-support/return/code", come_back::enter_code)
        .form("/request-support/save", save::show, save::submit)
        .get("/request-support/sent", sent::show)
        .get("/request-support/copy", sent::copy)
        .form("/request-support/remove/{group}/{item}", public::show_remove, public::submit_remove)
        .form("/request-support/{step}", public::show, public::submit)
        .form("/request-support/{step}/{item}", public::show_item, public::submit_item)
        .form("/requests/new", desk::show_begin, desk::submit_begin)
        .form("/requests/new/{draft}/remove/{group}/{item}", desk::show_remove, desk::submit_remove)
        .form("/requests/new/{draft}/{step}", desk::show, desk::submit)
        .form("/requests/new/{draft}/{step}/{item}", desk::show_item, desk::submit_item)
}
