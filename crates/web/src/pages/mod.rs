//! The pages, each where its address says.

pub mod home;
pub mod sign_in;
pub mod sign_out;
pub mod start;
