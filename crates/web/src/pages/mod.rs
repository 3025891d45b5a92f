//! The pages, each where its address says.

pub mod account;
pub mod decisions;
pub mod directory;
pub mod entries;
pub mod families;
pub mod governance;
pub mod home;
pub mod information;
pub mod people;
mod print;
pub mod privacy;
pub mod request_support;
pub mod requests;
pub mod returns;
pub mod services;
pub mod sign_in;
pub mod sign_out;
pub mod start;
pub mod worklist;
