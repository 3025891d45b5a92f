//! Linkage of files, held to Splink's own numbers.

mod shared;
mod splink;
