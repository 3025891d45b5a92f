//! Whole files: a CSV in DfE's shape in, the same rows with `SUI_` columns out. A row is never lost.

mod columns;
mod reading;
mod run;
mod told;

pub use columns::Kind;
pub use reading::{NotASheet, Row, Sheet};
pub use run::{Job, Tally, run};
