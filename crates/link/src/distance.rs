//! How far apart two texts are, byte by byte, as DuckDB measures it: what Splink's levels mean.
//!
//! Names in a dictionary are short, so each kernel works on the stack for texts of up to [`SHORT`] bytes and leaves longer
//! ones to `strsim`. The tests hold both to the same answers.

mod edits;
mod jaro;

pub use edits::{damerau, levenshtein, within, within_one_swap};
pub use jaro::{jaro, jaro_from, jaro_winkler, jaro_winkler_from};

/// The longest text, in bytes, that the kernels on the stack take.
pub const SHORT: usize = 64;

#[cfg(test)]
mod tests;
