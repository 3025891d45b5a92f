//! The request for support through the whole site: router, form engine, record. Everybody is invented.

mod bad_input;
mod coming_back;
mod desk;
mod files;
mod governance;
mod information;
mod published;
mod sending;
mod site;
