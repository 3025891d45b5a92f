//! The only crate that speaks SQL: one module for each thing on file.
