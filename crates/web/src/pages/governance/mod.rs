//! Pages for the data protection officer: what the council does with information, and whether it keeps its word. With
//! managers they watch over who may open what.

pub(super) mod access_renewal;
mod access_review;
mod processing;
mod promises;
mod rights_requests;
pub(super) mod sealed_records;

use crate::routes::Routes;

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/governance/access-renewal", access_renewal::list)
        .post("/governance/access-renewal/{grant}", access_renewal::decide)
        .get("/governance/access-review", access_review::list)
        .form("/governance/access-review/{item}", access_review::show, access_review::decide)
        .get("/governance/processing", processing::list)
        .get("/governance/processing.csv", processing::csv)
        .get("/governance/processing.jsonld", processing::jsonld)
        .get("/governance/processing/{notice}/{purpose}", processing::show)
        .get("/governance/promises", promises::show)
        .form("/governance/rights-requests", rights_requests::list, rights_requests::begin)
        .form("/governance/rights-requests/{right}", rights_requests::show, rights_requests::change)
        .form("/governance/sealed-records", sealed_records::list, sealed_records::ask)
        .post("/governance/sealed-records/{asking}", sealed_records::agree)
}
