//! `kith ledger`: what the ledger's tree is, proofs from it, and whether all of it is as it was signed.

mod checkpoint;
pub mod cosigning;
pub mod key_file;
mod prove;
mod verify;
mod witness;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use ledger::{Use, VerifierKey};

use crate::random::SystemRandomness;

/// What to do with the ledger.
#[derive(clap::Subcommand)]
pub enum Command {
    /// The newest signed state: how many lines, which root.
    Checkpoint(checkpoint::Args),
    /// A file that proves one event's line by itself (`kith-verify proof` reads it).
    Prove(prove::Args),
    /// Check all of it against what was signed, and against what others kept.
    Verify(verify::Args),
    /// The public key to give to whoever checks: `name+hash+key`.
    Key(KeyFile),
    /// Make a new signing key in a file that only this user may read. Never overwrites one.
    CreateKey {
        /// Where to write it: beside the master key, with `.ledger` after its name.
        path: PathBuf,
        /// What the council calls its ledger, as kith.marlshire.example/ledger. Left out, a name nobody else has.
        #[arg(long)]
        name: Option<String>,
        /// A witness's key instead of a ledger's.
        #[arg(long)]
        witness: bool,
    },
    /// Be a witness for another council's ledger: sign what only grew.
    Witness(witness::Args),
}

/// Where the signing key is.
#[derive(clap::Args)]
pub struct KeyFile {
    /// The ledger's signing key. Left out: beside the master key, with `.ledger` after its name.
    #[arg(long = "ledger-key-file", env = "KITH_LEDGER_KEY_FILE", value_name = "PATH")]
    path: Option<PathBuf>,
    /// The file that holds the master key.
    #[arg(long = "master-key-file", env = "KITH_KEY_FILE", value_name = "PATH", hide = true)]
    master: Option<PathBuf>,
}

impl KeyFile {
    fn verifier(&self) -> Result<VerifierKey> {
        let path = match (&self.path, &self.master) {
            (Some(path), _) => path.clone(),
            (None, Some(master)) => key_file::beside(master),
            (None, None) => anyhow::bail!("say where the ledger's key is: --ledger-key-file PATH"),
        };
        Ok(key_file::load(&path)?.verifier().clone())
    }
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Checkpoint(args) => checkpoint::run(args).await,
        Command::Prove(args) => prove::run(args).await,
        Command::Verify(args) => verify::run(args).await,
        Command::Key(file) => {
            println!("{}", file.verifier()?);
            Ok(ExitCode::SUCCESS)
        }
        Command::CreateKey { path, name, witness } => {
            let usage = if witness { Use::Cosignature } else { Use::Note };
            let key = key_file::create(&path, name.as_deref(), usage, &mut SystemRandomness)?;
            println!("{}", key.verifier());
            Ok(ExitCode::SUCCESS)
        }
        Command::Witness(args) => witness::run(args).await,
    }
}

/// A public key as an argument: its text, or a file that holds it.
fn public_key(given: &str, usage: Use) -> Result<VerifierKey> {
    let parsed = given.parse::<VerifierKey>().or_else(|error| match std::fs::read_to_string(given) {
        Ok(text) => text.trim().parse(),
        Err(_) => Err(error),
    });
    Ok(parsed.map_err(|error| anyhow::anyhow!("{given}: {error}"))?.used_for(usage))
}
