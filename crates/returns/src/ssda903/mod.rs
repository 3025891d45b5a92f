//! SSDA903: the return of children looked after.
//!
//! A [`Return`] is twelve tables. [`validate`] asks every rule of the year about each child, with last year's return beside it
//! where there is one, and says which cells break which rule.

mod child;
mod codes;
mod context;
pub mod corpus;
mod day;
mod index;
mod needs;
mod postcode;
mod provider;
mod read;
mod report;
mod returned;
mod rules;
pub mod sample;
mod table;
mod tables;
mod text;
mod told;
mod validate;
pub mod year_on_year;

pub use context::Context;
pub use day::Day;
pub use needs::{Need, not_asked};
pub use postcode::{Counties, NoPostcodes, counties, work_out_places};
pub use provider::{Provider, Providers, plain_postcode};
pub use read::{
    File, LARGEST, LARGEST_WORKBOOK, is_headings, read_directory, read_files, read_providers, with_csv_of_zip,
};
pub use report::report;
pub use returned::Return;
pub use rules::{Hit, Rule, all as rules};
pub use table::{Row, Table};
pub use tables::*;
pub use text::{Longer, Text};
pub use told::year_told;
pub use validate::{check_child, columns, hits, validate};
