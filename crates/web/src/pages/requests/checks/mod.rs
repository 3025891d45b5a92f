//! Pages: what other agencies were asked about a family, on what basis, and what they answered.

pub mod answer;
pub mod ask;
mod basis;
pub mod list;
