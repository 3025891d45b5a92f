//! `kith keys create PATH`: a new master key.

use std::path::PathBuf;
use std::process::ExitCode;

use ::keys::Master;
use anyhow::Result;

use super::TokenSettings;
use crate::random::SystemRandomness;

/// Where to.
#[derive(clap::Args)]
pub struct Args {
    /// Where to write it.
    path: PathBuf,
    #[command(flatten)]
    token: TokenSettings,
}

/// Runs it.
pub fn run(Args { path, token }: Args) -> Result<ExitCode> {
    if token.any() {
        let token = token.open(&path)?;
        let master = Master::create_in_token(&path, &token, &mut SystemRandomness)?;
        println!(
            "Created master key {} in {}, sealed by a new key in the token.",
            master.id(),
            path.display()
        );
        println!(
            "The file is useless without the token, and so are the records. Have the token's maker copy its keys"
        );
        println!("to a second token, and keep a copy of the file, before anything is recorded.");
    } else {
        let master = Master::create_file(&path, &mut SystemRandomness)?;
        println!("Created master key {} in {}.", master.id(), path.display());
        println!(
            "Keep a copy of the file somewhere safe and apart from the databases' backups: without it nothing that"
        );
        println!("was sealed can be read again.");
    }
    println!("Start the server with KITH_KEY_FILE={}.", path.display());
    Ok(ExitCode::SUCCESS)
}
