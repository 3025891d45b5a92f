//! Pages of a family: who belongs to it, what was written about the work with it, what happened and who is round it.

mod begin;
mod chronology;
mod clocks;
pub(super) mod due;
mod ecomap;
pub(super) mod gate;
mod genogram;
mod sheet;
mod show;
pub(super) mod stepping;
mod sustained;
mod table;
mod timeline;
mod words;

use crate::routes::Routes;

pub(super) use show::running;
pub(super) use table::of as table_of;
pub(super) use words::{entry_line, kind as kind_word, kind_of, label};

/// The routes of a family.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/families/{family}", show::show)
        .get("/families/{family}/genogram", genogram::show)
        .get("/families/{family}/genogram/table", genogram::table)
        .get("/families/{family}/tree", genogram::tree)
        .get("/families/{family}/timeline", timeline::show)
        .get("/families/{family}/timeline/table", timeline::table)
        .form("/families/{family}/begin/{form}", begin::show, begin::submit)
        .get("/families/{family}/clocks", clocks::show)
        .post("/families/{family}/pauses", clocks::pause)
        .form("/families/{family}/pauses/{pause}/end", clocks::show_end, clocks::end)
        .form("/families/{family}/sustained-check", sustained::show, sustained::submit)
        .with(stepping::routes)
        .with(chronology::routes)
        .with(ecomap::routes)
}
