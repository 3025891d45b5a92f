//! `kith keys create PATH`: a new master key.

use std::path::PathBuf;
use std::process::ExitCode;

use ::keys::Master;
use anyhow::Result;

use crate::random::SystemRandomness;

/// What to do with keys.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a new master key in a file that only this user may read. Never overwrites one.
    Create {
        /// Where to write it.
        path: PathBuf,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    let Command::Create { path } = command;
    let master = Master::create_file(&path, &mut SystemRandomness)?;
    println!("Created master key {} in {}.", master.id(), path.display());
    println!(
        "Keep a copy of the file somewhere safe and apart from the databases' backups: without it nothing that"
    );
    println!("was sealed can be read again. Start the server with KITH_KEY_FILE={}.", path.display());
    Ok(ExitCode::SUCCESS)
}
