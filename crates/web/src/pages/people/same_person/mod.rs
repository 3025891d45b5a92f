//! Two records, one person: saying so after comparing them, taking that back, and saying whose is what was written and
//! recorded meanwhile.

mod compare;
pub(in crate::pages) mod decide;
mod fact;
mod first;
mod new;
mod part;
pub(in crate::pages) mod side;

use crate::routes::Routes;

/// Said of a record that may not be linked, whether there is none or it may not be known of: nobody learns here that it exists.
const NO_RECORD: &str = "There is no record with this reference that you have access to. Open it first";

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/people/{id}/same-person/new", new::show, new::submit)
        .form("/people/{id}/same-person/with/{other}", compare::show, compare::submit)
        .form("/people/{id}/same-person/first", first::show, first::submit)
        .get("/people/{id}/same-person/decide", decide::show)
        .post("/people/{id}/same-person/decide/{question}", decide::submit)
        .form("/people/{id}/same-person/{link}", part::show, part::submit)
}
