//! Pictures held to what was once looked at and found right, and to what must always hold.

mod charts;
mod families;
mod notation;
mod rules;
mod snapshots;
