//! `kith-verify`: is this line in the council's ledger, and did the ledger only ever grow?
//!
//! For a family, an advocate, an auditor: needs no Kith, no database, no network and no trust in the council, only the
//! files it gave out and its key. Exit status 0 if proved, 1 if not, 2 if the command or a file cannot be read.

mod consistency;
mod line;
mod parts;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks proofs from a council's ledger.
#[derive(Parser)]
#[command(name = "kith-verify", version, max_term_width = 100)]
struct Verify {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Is this line in the ledger, unchanged?
    Proof(line::Args),
    /// Did the ledger only grow between two signed states of it?
    Consistency(consistency::Args),
}

/// What came of it: proved, with what to say; or not, with why.
pub enum Outcome {
    Proved(String),
    NotProved(String),
}

fn main() -> ExitCode {
    let outcome = match Verify::parse().command {
        Command::Proof(args) => line::run(&args),
        Command::Consistency(args) => consistency::run(&args),
    };
    match outcome {
        Ok(Outcome::Proved(words)) => {
            println!("PROVED. {words}");
            ExitCode::SUCCESS
        }
        Ok(Outcome::NotProved(words)) => {
            println!("NOT PROVED. {words}");
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("kith-verify: {error:#}");
            ExitCode::from(2)
        }
    }
}
