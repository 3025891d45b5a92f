//! Pages: is everybody a request names already known?

pub mod choose;
pub mod find;
pub mod list;
