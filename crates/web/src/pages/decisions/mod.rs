//! Pages: the manager’s queue, a decision per child, telling people.

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
}
