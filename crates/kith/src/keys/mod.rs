//! `kith keys`: a new master key, a change of master, and how far that is.

mod create;
mod rotate;
mod status;
mod token;

use std::path::Path;
use std::process::ExitCode;

use ::keys::{Keyring, Master, MasterFile};
use anyhow::{Context, Result, bail};
use record::Store;

pub use token::TokenSettings;

/// What to do with keys.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a new master key in a file that only this user may read. Never overwrites one.
    Create(create::Args),
    /// Bring every record's key under the current master, while people work. Can be stopped and begun again.
    Rotate(rotate::Args),
    /// What is under which master, and whether a former one may go.
    Status(status::Args),
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Create(args) => create::run(args),
        Command::Rotate(args) => rotate::run(args).await,
        Command::Status(args) => status::run(args).await,
    }
}

/// The masters in some files, the current one first. A token is opened once, if any file needs it, and left again.
pub fn load<'a>(files: impl Iterator<Item = &'a Path>, settings: &TokenSettings) -> Result<Keyring> {
    let mut token = None;
    let mut masters = Vec::new();
    for path in files {
        masters.push(match MasterFile::read(path)? {
            MasterFile::Plain(master) => master,
            MasterFile::InToken(sealed) => {
                if token.is_none() {
                    token = Some(settings.open(path)?);
                }
                sealed.open(token.as_ref().context("the token is open")?)?
            }
        });
    }
    let mut masters = masters.into_iter();
    let current = masters.next().context("a master key file is needed")?;
    let known = |ring: &Keyring, master: &Master| ring.ids().contains(&master.id());
    Ok(masters.fold(Keyring::new(current), |ring, former| {
        if known(&ring, &former) { ring } else { ring.with_former(former) }
    }))
}

/// Refuses to go on while a key on file was wrapped by a master that is not at hand.
pub async fn all_at_hand(store: &Store) -> Result<()> {
    let missing = record::rotation::missing_masters(store).await?;
    if !missing.is_empty() {
        bail!(
            "some keys in the key database were wrapped by another master than those at hand: {}. Name its file in \
             KITH_FORMER_KEY_FILES, or the right one in KITH_KEY_FILE",
            missing.join(", ")
        );
    }
    Ok(())
}
