//! Pages of the directory of services: families and workers find what may help (promises P07 and P08), and programs read the
//! council's own list. Nobody signs in for any of it, and nothing that is typed is kept.

mod asked;
mod find;
mod published;
mod show;
mod words;

pub use asked::Asked;
pub use find::results;
pub use words::contact;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/services", find::show, find::submit)
        .get("/services/{service}", show::show)
        .get("/oruk", published::about)
        .get("/oruk/services", published::list)
        .get("/oruk/services/{service}", published::one)
}
