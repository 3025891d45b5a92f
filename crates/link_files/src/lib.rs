//! Linkage of whole files: what `kith link` does.
//!
//! Reads people from CSV and Parquet ([`read`]), reads and writes Splink's models ([`splink`]); the engine itself is the crate `link`.

pub mod explain;
pub mod labels;
pub mod named;
pub mod output;
pub mod persons;
pub mod read;
pub mod report;
pub mod run;
pub mod splink;
pub mod superseded;
pub mod table;
