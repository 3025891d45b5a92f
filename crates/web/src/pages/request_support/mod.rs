//! Pages: the request for support, for the public and for professionals.

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
}
