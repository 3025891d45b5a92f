//! `/families/{family}/chronology`: what happened that mattered.

mod copy;
mod lines;
mod mark;
mod print;
mod row;
mod show;
mod take_out;

use crate::routes::Routes;

/// The routes of a family's chronology.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/families/{family}/chronology", show::show)
        .get("/families/{family}/chronology/table", show::table)
        .get("/families/{family}/chronology/copy", copy::show)
        .get("/families/{family}/chronology.pdf", print::pdf)
        .form("/families/{family}/chronology/new", row::show_new, row::submit_new)
        .form("/families/{family}/chronology/{row}", row::show, row::submit)
        .form("/families/{family}/chronology/{row}/take-out", take_out::show, take_out::submit)
        .form("/families/{family}/chronology/events/{kind}/{event}", mark::show, mark::submit)
}

pub(super) use lines::link;
