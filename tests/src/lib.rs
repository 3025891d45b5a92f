//! Tests of the whole, through the pages: who may open what, what bad input does, what every page promises.
//!
//! `harness` is a site without a network and browsers for it; `matrix` visits every route as everybody.

#![cfg(test)]

mod access_by_hand;
mod access_renewal;
mod access_review;
mod account;
mod bad_input;
mod chronology;
mod directory;
mod duplicates;
mod families;
mod harness;
mod headers;
mod interruptions;
mod logs;
mod matrix;
mod nhs_numbers;
mod one_person;
mod prints;
mod provider;
mod readers;
mod receipts;
mod returns_checked;
mod rights_requests;
mod samples;
mod sealed_records;
mod sends;
mod services;
mod services_directory;
mod statement;
mod stepping;
mod swapped_ids;
mod templates;
mod worklists;
