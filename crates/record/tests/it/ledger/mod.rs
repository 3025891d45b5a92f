//! The ledger's tree in the database, and people with a superuser's password who would rather it said something else.

mod attacks;
mod kept;
mod outside;
mod proofs;
mod sequence;
