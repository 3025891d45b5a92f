//! Records that may be one child: the queue, a pair beside each other, and what the pairs that were read say of all.

mod answer;
mod pair;
mod queue;
mod statistics;
mod weighed;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/duplicates", queue::show, queue::look_again)
        .get("/duplicates/statistics", statistics::show)
        .form("/duplicates/{pair}", pair::show, answer::submit)
}
