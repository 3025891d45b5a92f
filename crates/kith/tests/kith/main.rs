//! The command as somebody runs it: real processes, a real PostgreSQL, real signals.

mod commands;
mod demo;
mod production;
mod support;
