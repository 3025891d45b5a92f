//! Tests that try to break the promises of the record.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod allocations;
mod audit_samples;
mod both_locks;
mod chronology;
mod columns;
mod decisions;
mod desk;
mod directory;
mod drafts;
mod duplicates;
mod entries;
mod events;
mod fresh;
mod given;
mod happened;
mod jobs;
mod ledger;
mod matching;
mod nhs_traces;
mod one_person;
mod people;
mod permits;
mod readers;
mod requests;
mod retention;
mod rights_requests;
mod roll;
mod rotation;
mod sealed;
mod searches;
mod sendings;
mod services;
mod sessions;
mod stepping;
mod support;
