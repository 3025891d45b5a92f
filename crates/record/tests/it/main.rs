//! Tests that try to break the promises of the record.

mod columns;
mod decisions;
mod desk;
mod drafts;
mod events;
mod fresh;
mod jobs;
mod people;
mod permits;
mod requests;
mod sealed;
mod searches;
mod services;
mod sessions;
mod support;
