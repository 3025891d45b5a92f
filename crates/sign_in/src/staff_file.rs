//! The staff file: a CSV of everybody who works here, from the personnel system. Compared with who has an account, it
//! says who joins, who moves and who leaves. Everything or nothing: a file with a mistake changes nothing.

mod compare;
mod read;

pub use compare::{Known, Plan, compare};
pub use read::{Line, LineProblem, read};

/// The columns, in any order. `roles` and `teams` may hold several, with a semicolon between them.
pub const COLUMNS: [&str; 10] = [
    "staff_number",
    "sign_in_name",
    "display_name",
    "email",
    "job_title",
    "roles",
    "teams",
    "provider",
    "subject",
    "trained_until",
];

/// Ending more than this share of accounts needs `--yes`: half a file looks like half the council leaving.
pub const MOST_LEAVERS_PERCENT: usize = 20;
