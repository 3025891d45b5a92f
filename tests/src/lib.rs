//! Tests of the whole, through the pages: who may open what, what bad input does, what every page promises.
//!
//! `harness` is a site without a network and browsers for it; `matrix` visits every route as everybody.

#![cfg(test)]

mod account;
mod bad_input;
mod directory;
mod harness;
mod headers;
mod interruptions;
mod logs;
mod matrix;
mod provider;
mod receipts;
mod services;
mod templates;
