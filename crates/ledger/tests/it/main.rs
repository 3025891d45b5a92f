//! Tests of the ledger, one binary.

mod checkpoints;
mod events;
mod grown;
mod independent;
mod probes;
mod proofs;
mod properties;
mod pymerkle;
mod witnesses;
