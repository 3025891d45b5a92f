//! What has to be done: an officer's own worklist, and what a manager sees of a team.

mod lines;
mod mine;
mod reassign;
mod team;

use crate::routes::Routes;

/// The routes of the worklists.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/worklist", mine::show)
        .get("/teams/{team}", team::show)
        .get("/teams/{team}/table", team::table)
        .form("/teams/{team}/reassign", reassign::show, reassign::submit)
        .form("/teams/{team}/reassigned/{batch}", reassign::done, reassign::undo)
}
