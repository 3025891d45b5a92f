//! What has to be done: an officer's own worklist, what a manager sees of a team, and samples of its families for an audit.

mod lines;
mod mine;
mod reassign;
mod sample;
mod samples;
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
        .form("/teams/{team}/samples", samples::show, samples::draw)
        .get("/samples", samples::mine)
        .form("/samples/{sample}", sample::show, sample::change)
}
