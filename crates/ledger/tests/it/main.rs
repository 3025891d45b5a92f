//! Tests of the ledger, one binary.

mod checkpoints;
mod events;
mod grown;
mod independent;
mod probes;
mod properties;
mod proofs;
mod pymerkle;
mod witnesses;
