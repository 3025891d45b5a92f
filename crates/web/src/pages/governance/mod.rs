//! Pages for the data protection officer: what the council does with information, and whether it keeps its word.

mod access_review;
mod processing;
mod promises;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/governance/access-review", access_review::list)
        .form("/governance/access-review/{item}", access_review::show, access_review::decide)
        .get("/governance/processing", processing::list)
        .get("/governance/processing.csv", processing::csv)
        .get("/governance/processing.jsonld", processing::jsonld)
        .get("/governance/processing/{notice}/{purpose}", processing::show)
        .get("/governance/promises", promises::show)
}
