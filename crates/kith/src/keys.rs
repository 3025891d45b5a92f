//! `kith keys create PATH`: a new master key, and beside it the key that signs the ledger.

use std::path::PathBuf;
use std::process::ExitCode;

use ::keys::Master;
use anyhow::Result;
use ledger::Use;

use crate::ledger::key_file;
use crate::random::SystemRandomness;

/// What to do with keys.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a new master key, and the ledger's signing key beside it, in files that only this user may read. Never overwrites one.
    Create {
        /// Where to write it.
        path: PathBuf,
        /// What the council calls its ledger, as kith.marlshire.example/ledger. Left out, a name nobody else has.
        #[arg(long, value_name = "NAME")]
        ledger_name: Option<String>,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    let Command::Create { path, ledger_name } = command;
    let master = Master::create_file(&path, &mut SystemRandomness)?;
    println!("Created master key {} in {}.", master.id(), path.display());
    println!(
        "Keep a copy of the file somewhere safe and apart from the databases' backups: without it nothing that"
    );
    println!("was sealed can be read again. Start the server with KITH_KEY_FILE={}.", path.display());
    let ledger = key_file::beside(&path);
    let key = key_file::create(&ledger, ledger_name.as_deref(), Use::Note, &mut SystemRandomness)?;
    println!(
        "The ledger is signed with the key in {}. Give this to whoever will check it:",
        ledger.display()
    );
    println!("{}", key.verifier());
    Ok(ExitCode::SUCCESS)
}
