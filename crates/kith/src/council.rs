//! `kith council check DIR`: whether a council's folder is whole, and what to write instead where it is not.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::pack_files::{self, NotAPack};

/// What to do with a council's folder.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Read every file and list the mistakes, each with its line and what to write instead.
    Check {
        /// The folder that holds council.toml.
        folder: PathBuf,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    let Command::Check { folder } = command;
    match pack_files::load(Some(&folder)) {
        Ok(pack) => {
            println!("{}: no mistakes in {} files", pack.council.name, pack.files().len());
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => match error.downcast_ref::<NotAPack>() {
            Some(problems) => {
                print!("{problems}");
                Ok(ExitCode::FAILURE)
            }
            None => Err(error),
        },
    }
}
