//! `kith keys create PATH`: a new master key, and beside it the key that signs the ledger.

use std::path::PathBuf;
use std::process::ExitCode;

use ::keys::Master;
use anyhow::Result;
use ledger::Use;

use super::TokenSettings;
use crate::ledger::key_file;
use crate::random::SystemRandomness;

/// Where to.
#[derive(clap::Args)]
pub struct Args {
    /// Where to write it.
    path: PathBuf,
    /// What the council calls its ledger, as kith.marlshire.example/ledger. Left out, a name nobody else has.
    #[arg(long, value_name = "NAME")]
    ledger_name: Option<String>,
    #[command(flatten)]
    token: TokenSettings,
}

/// Runs it.
pub fn run(Args { path, ledger_name, token }: Args) -> Result<ExitCode> {
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
    let ledger = key_file::beside(&path);
    let key = key_file::create(&ledger, ledger_name.as_deref(), Use::Note, &mut SystemRandomness)?;
    println!(
        "The ledger is signed with the key in {}. Give this to whoever will check it:",
        ledger.display()
    );
    println!("{}", key.verifier());
    println!(
        "A ledger that has begun keeps its key: when changing masters, name it with KITH_LEDGER_KEY_FILE."
    );
    Ok(ExitCode::SUCCESS)
}
