//! Pages: privacy, accessibility and contact pages, and the demo’s outbox.

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
}
