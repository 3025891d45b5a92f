//! SSDA903.

mod corpus;
mod earlier_years;
mod needs;
mod reading;
mod rules;
mod samples;
mod soak;
mod year_on_year;
