//! Statutory returns: an analyst hands a file in and reads what is wrong with it.
//!
//! Nothing of the file is stored, neither here nor in the record: the answer is made from it and it is gone. Whoever wants to keep the report takes it away.

mod check;

use access::Role;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;

use crate::routes::Routes;

/// Who checks returns.
pub const WHO: [Role; 3] = [Role::Analyst, Role::DutyManager, Role::TeamManager];

/// The largest return: the largest census is about 20 MB, and last year's may come with it.
const LARGEST: usize = 64 * 1024 * 1024;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes.form("/returns", check::show, check::submit.layer(DefaultBodyLimit::max(LARGEST)))
}
