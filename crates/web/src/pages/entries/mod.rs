//! Pages of an entry: one filled form about some of a family. While it is open it is a list of pages, each saved as it is
//! typed; once finished it is read, and added to below.

mod after;
mod another_child;
mod before;
mod choose;
pub(super) mod closing;
mod counts;
pub(super) mod facts;
mod files;
mod finish;
mod frame;
mod group;
mod invited;
mod list;
mod listed;
mod opened;
mod page;
mod people;
mod plan;
mod print;
mod reader;
mod readers;
mod remove;
mod save;
mod scores;
mod seen;
mod sends;
mod services;
mod show;
pub(super) mod typed;
mod whose;
pub(super) mod word;
pub(super) mod written;

use access::Role;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;

use crate::form::LARGEST_RECORDING;
use crate::routes::Routes;
use crate::visit::Visit;

/// The routes of an entry.
pub fn routes(routes: Routes) -> Routes {
    sends::routes(routes)
        .get("/entries/{entry}", show::show)
        .get("/entries/{entry}/print.pdf", print::pdf)
        .get("/entries/{entry}/print.docx", print::word)
        .get("/entries/{entry}/letter.pdf", print::letter)
        .get("/entries/{entry}/letter.docx", print::letter_word)
        .get("/entries/{entry}/plan.pdf", print::plan)
        .get("/entries/{entry}/easy-read.pdf", print::easy_read)
        .form("/entries/{entry}/pages/{step}", page::show, page::submit.layer(recordings()))
        .form("/entries/{entry}/pages/{step}/{item}", page::show_item, page::submit_item.layer(recordings()))
        .get("/entries/{entry}/files/{file}", files::download)
        .form("/entries/{entry}/without/{group}/{item}", group::show_remove, group::submit_remove)
        .form("/entries/{entry}/services", services::show, services::submit)
        .post("/entries/{entry}/services/{service}", services::add)
        .form("/entries/{entry}/before", before::show, before::submit)
        .form("/entries/{entry}/choose", choose::show, choose::submit)
        .form("/entries/{entry}/finish", finish::show, finish::submit)
        .post("/entries/{entry}/add", after::add)
        .post("/entries/{entry}/sign-off", after::sign_off)
        .form("/entries/{entry}/people", people::show, people::submit)
        .form("/entries/{entry}/readers", readers::show, readers::submit)
        .form("/entries/{entry}/remove", remove::show, remove::submit)
        .form("/entries/{entry}/another-child", another_child::show, another_child::submit)
}

/// Pages of an entry take a recording, which is larger than any other form.
fn recordings() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST_RECORDING + 1024 * 1024)
}

/// Whether the visitor's job is to write casework: decides which links to show, never what may be done.
pub fn may_write(visit: &Visit) -> bool {
    may_amend(visit) || visit.staff().is_ok_and(|staff| staff.has_role(Role::LeadPractitioner))
}

/// Whether the visitor's job is to change what is on file about people: not that of a practitioner of another agency.
pub fn may_amend(visit: &Visit) -> bool {
    let roles =
        [Role::DutyOfficer, Role::DutyManager, Role::Worker, Role::TeamManager, Role::BusinessSupport];
    visit.staff().is_ok_and(|staff| roles.iter().any(|role| staff.has_role(*role)))
}

/// Whether the visitor signs entries off and takes them out.
fn manages(visit: &Visit) -> bool {
    visit.staff().is_ok_and(|staff| staff.has_role(Role::TeamManager))
}
