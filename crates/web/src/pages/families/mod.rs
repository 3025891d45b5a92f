//! Pages of a family: who belongs to it, what was written about the work with it, and writing more.

mod begin;
mod clocks;
pub(super) mod due;
pub(super) mod gate;
mod genogram;
mod show;
mod words;

use crate::routes::Routes;

pub(super) use words::{entry_line, kind as kind_word, kind_of, label};

/// The routes of a family.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/families/{family}", show::show)
        .get("/families/{family}/genogram", genogram::show)
        .get("/families/{family}/genogram/table", genogram::table)
        .get("/families/{family}/tree", genogram::tree)
        .form("/families/{family}/begin/{form}", begin::show, begin::submit)
        .get("/families/{family}/clocks", clocks::show)
        .post("/families/{family}/pauses", clocks::pause)
        .form("/families/{family}/pauses/{pause}/end", clocks::show_end, clocks::end)
}
