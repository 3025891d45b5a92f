//! Pages: the duty desk: inbox, one request, matching, checks, screening.

mod checks;
pub mod frame;
mod inbox;
pub mod labels;
mod people;
mod problems;
mod screening;
mod send;
mod show;
pub(super) mod uploads;
mod urgency;
mod viewed;

use crate::routes::Routes;

/// The longest text a box takes, in characters.
const MOST_CHARACTERS: usize = 10_000;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/requests", inbox::to_screen)
        .get("/requests/with-manager", inbox::with_manager)
        .get("/requests/sent", inbox::sent)
        .get("/requests/{request}", show::show)
        .get("/requests/{request}/uploads/{upload}", uploads::download)
        .get("/requests/{request}/people", people::list::show)
        .form("/requests/{request}/people/{subject}", people::find::show, people::find::search)
        .post("/requests/{request}/people/{subject}/search", people::find::results)
        .post("/requests/{request}/people/{subject}/match", people::choose::choose)
        .post("/requests/{request}/people/{subject}/record", people::choose::record_new)
        .post("/requests/{request}/people/{subject}/undo", people::choose::undo)
        .form("/requests/{request}/urgency", urgency::show, urgency::submit)
        .get("/requests/{request}/checks", checks::list::show)
        .form("/requests/{request}/checks/new", checks::ask::show, checks::ask::submit)
        .form("/requests/{request}/checks/{check}/answer", checks::answer::show, checks::answer::submit)
        .form("/requests/{request}/screening", screening::show, screening::submit)
        .post("/requests/{request}/send", send::submit)
        .form("/requests/{request}/viewed", viewed::show, viewed::submit)
}
