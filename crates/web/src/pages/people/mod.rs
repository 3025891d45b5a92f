//! Pages: finding a person, their page, who has viewed it.

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
}
