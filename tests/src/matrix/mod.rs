//! The access matrix: every route, asked for by everybody, about every kind of record.
//!
//! What came back is in `tests/access-matrix.txt`. A difference fails; when it is meant, `KITH_ACCEPT=1 cargo test -p tests`
//! writes the file anew and the change is there to be reviewed. Whatever the file says, the rules below hold.

mod fixture;
mod golden;
mod places;
mod rules;
mod visit;

pub use fixture::{About, Fixture, NAMES};
pub use places::fill;

use tokio::sync::OnceCell;

/// Whose record a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// An ordinary record.
    Open,
    /// Restricted, and nobody here is named on it.
    Restricted,
    /// Sealed: it does not exist for anybody.
    Sealed,
    /// The reader's own.
    Own,
    /// A relative's.
    Kin,
}

/// Every state, in the order of the file.
pub const STATES: [State; 5] = [State::Open, State::Restricted, State::Sealed, State::Own, State::Kin];

/// Everybody who asks: heading in the file, and sign-in name if any.
pub const READERS: [(&str, Option<&str>); 10] = [
    ("nobody", None),
    ("duty officer", Some("dora.duty")),
    ("duty manager", Some("maeve.manager")),
    ("worker, granted", Some("felix.family")),
    ("worker, not", Some("fern.family")),
    ("team manager", Some("tess.team")),
    ("business support", Some("bea.business")),
    ("analyst", Some("ana.analyst")),
    ("data protection", Some("priya.privacy")),
    ("administrator", Some("ada.admin")),
];

/// One answer.
pub struct Cell {
    pub method: &'static str,
    pub route: &'static str,
    /// `None` where the page is about no one record.
    pub state: Option<State>,
    pub reader: &'static str,
    pub status: u16,
    pub location: String,
    /// What is wrong with it whatever the file says.
    pub faults: Vec<String>,
}

/// The whole matrix, visited once for all tests.
async fn matrix() -> &'static [Cell] {
    static MATRIX: OnceCell<Vec<Cell>> = OnceCell::const_new();
    MATRIX.get_or_init(visit::every_route).await
}
