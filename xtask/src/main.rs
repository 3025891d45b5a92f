//! Chores for developers.
fn main() {}
