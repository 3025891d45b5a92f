//! Work with a family steps up to children's social care and down again; one record, nothing typed twice.

mod down;
mod handover;
mod up;
mod words;

use crate::routes::Routes;

pub use words::{banner, of_request};

/// The routes of stepping up and down.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/families/{family}/step-up", up::show, up::submit)
        .form("/families/{family}/step-down", down::show, down::submit)
        .form("/families/{family}/handover", handover::show, handover::submit)
}
