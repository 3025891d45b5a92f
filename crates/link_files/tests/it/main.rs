//! Linkage of files, held to Splink's own numbers.

mod accuracy;
mod bad_input;
mod folder;
mod persons;
mod shared;
mod splink;
