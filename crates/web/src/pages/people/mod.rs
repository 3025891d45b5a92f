//! Pages: finding a person, their page, who has viewed it.

mod access;
mod address;
pub(super) mod bar;
mod birth;
mod born;
mod contact_details;
mod details;
mod emergency;
pub(super) mod family;
pub(in crate::pages) mod form;
pub(super) mod gate;
mod history;
mod household;
mod identifiers;
pub(super) mod labels;
mod name;
mod new;
mod nhs_number;
mod professionals;
mod profile;
mod relationships;
mod responsibility;
mod restriction;
pub(super) mod same_person;
mod school;
mod search;
mod services;
mod show;
mod statement;
mod viewed;
mod warning_notes;

use crate::routes::Routes;

/// Said when the row somebody was correcting is no longer what we believe.
const CHANGED_MEANWHILE: &str = "Somebody else changed this while you were working. Nothing of theirs was overwritten. \
                                 Look at how it stands now; if what you typed is still needed, save it as a new entry";

/// The routes of these pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/people", search::show, search::submit)
        .form("/people/new", new::show, new::submit)
        .form("/people/{id}", show::show, gate::submit)
        .get("/people/{id}/details", details::show)
        .get("/people/{id}/family", family::show)
        .get("/people/{id}/services", services::show)
        .post("/people/{id}/services/{involvement}", services::open)
        .get("/people/{id}/viewed", viewed::show)
        .form("/people/{id}/viewed/statement", statement::show, statement::submit)
        .form("/people/{id}/access", access::show, access::submit)
        .form("/people/{id}/access/{grant}", access::show_end, access::end)
        .form("/people/{id}/emergency", emergency::show, emergency::submit)
        .form("/people/{id}/name/new", name::show_new, name::submit_new)
        .form("/people/{id}/name/{name}", name::show, name::submit)
        .form("/people/{id}/date-of-birth", birth::show, birth::submit)
        .form("/people/{id}/address/new", address::show_new, address::submit_new)
        .form("/people/{id}/address/{address}", address::show, address::submit)
        .post("/people/{id}/address/{address}/show", address::reveal)
        .form("/people/{id}/contact-details/new", contact_details::show_new, contact_details::submit_new)
        .form("/people/{id}/contact-details/{detail}", contact_details::show, contact_details::submit)
        .form("/people/{id}/identifiers/new", identifiers::show_new, identifiers::submit_new)
        .form("/people/{id}/identifiers/{number}", identifiers::show, identifiers::submit)
        .form("/people/{id}/nhs-number", nhs_number::show, nhs_number::submit)
        .post("/people/{id}/nhs-number/{trace}", nhs_number::answer)
        .form("/people/{id}/profile", profile::show, profile::submit)
        .form("/people/{id}/school/new", school::show_new, school::submit_new)
        .form("/people/{id}/school/{place}", school::show, school::submit)
        .form("/people/{id}/professionals/new", professionals::show_new, professionals::submit_new)
        .form("/people/{id}/professionals/{row}", professionals::show, professionals::submit)
        .form("/people/{id}/relationships/new", relationships::show_new, relationships::submit_new)
        .form("/people/{id}/relationships/{row}", relationships::show, relationships::submit)
        .form("/people/{id}/responsibility/new", responsibility::show_new, responsibility::submit_new)
        .form("/people/{id}/responsibility/{row}", responsibility::show, responsibility::submit)
        .form("/people/{id}/household/{member}", household::show, household::submit)
        .form("/people/{id}/family/new", household::show_family, household::submit_family)
        .get("/people/{id}/warning-notes", warning_notes::show)
        .form("/people/{id}/warning-notes/new", warning_notes::show_new, warning_notes::submit_new)
        .form("/people/{id}/warning-notes/{note}", warning_notes::show_review, warning_notes::submit_review)
        .form("/people/{id}/restriction", restriction::show, restriction::submit)
        .get("/people/{id}/history", history::show)
        .form("/people/{id}/born", born::show, born::submit)
        .with(same_person::routes)
}
