//! `/families/{family}/ecomap`: who and what is round a family, and what each connection is like.

mod end;
mod show;
mod tie;

use crate::routes::Routes;

/// The routes of a family's ecomap.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/families/{family}/ecomap", show::show)
        .get("/families/{family}/ecomap/table", show::table)
        .form("/families/{family}/ecomap/new", tie::show_new, tie::submit_new)
        .form("/families/{family}/ecomap/{tie}", tie::show, tie::submit)
        .form("/families/{family}/ecomap/{tie}/end", end::show, end::submit)
}
