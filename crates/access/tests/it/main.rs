//! What the policies decide, held to a table, to rules written a second time in Rust, and to what must never happen.

mod boundaries;
mod cedar_cases;
mod example;
mod folder;
mod matrix;
mod never;
mod page;
mod random;
mod reference;
mod same_as_reference;
mod words;
