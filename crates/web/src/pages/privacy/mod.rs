//! Pages: what is published from the pack. Each notice in full, in Easy Read, as a retention schedule, and what changed.

mod changes;
mod print;
mod uses;

pub use print::address;
pub use uses::uses;

use crate::routes::Routes;

/// The routes of these pages. The first notice, the one that the front door works under, is at `/privacy` itself too.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/privacy", print::first)
        .get("/privacy/easy-read", print::first_easy_read)
        .get("/privacy/{notice}", print::full)
        .get("/privacy/{notice}/easy-read", print::easy_read)
        .get("/privacy/{notice}/schedule", print::schedule)
        .get("/privacy/{notice}/changes", changes::show)
}
