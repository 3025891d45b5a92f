//! SSDA903.

mod corpus;
