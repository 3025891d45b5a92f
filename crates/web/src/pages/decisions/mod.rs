//! Pages: the manager’s queue, a decision per child, telling people.

mod addendum;
mod decide;
mod letter;
mod queue;
mod show;
mod told;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/decisions", queue::show)
        .form("/requests/{request}/decisions", show::show, decide::submit)
        .post("/requests/{request}/decisions/{decision}/addenda", addendum::submit)
        .form("/requests/{request}/told", told::show, told::submit)
        .get("/requests/{request}/letters/{party}", letter::show)
        .get("/requests/{request}/letters/{party}/letter.pdf", letter::pdf)
        .get("/requests/{request}/letters/{party}/letter.docx", letter::word)
}
