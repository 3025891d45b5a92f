//! Pages: the duty desk: inbox, one request, matching, checks, screening.

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
}
