//! `kith council`: whether a council's folder is whole, lawful and answers for every sentence of its published notices; and
//! what is published from it.

mod check;
mod notice;
mod sentences;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

/// What to do with a council's folder.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Read every file and list mistakes, conflicts with the law and doubts, each with its line and what would be right.
    ///
    /// Exit status 1 when there is an error; 0 when there are warnings only.
    Check {
        /// The folder that holds council.toml.
        folder: PathBuf,
        /// A folder with the texts of the published notices (*.txt): also check every citation, and that every sentence is
        /// kept by an entry or listed in not-ours.toml.
        #[arg(long)]
        notices: Option<PathBuf>,
    },
    /// Put a changed folder in force: shows which records it would make due, and asks first.
    Apply(crate::in_force::Args),
    /// Print the record of processing activities that the folder's notices come to (UK GDPR, Article 30).
    Processing(crate::processing::Args),
    /// Print a published notice sentence by sentence, each as a pack cites it.
    Sentences {
        /// The notice's text.
        file: PathBuf,
    },
    /// Print the notice that families read, as Markdown.
    Notice(notice::NoticeArgs),
    /// Print how long each kind of record is kept, what happens then and where that comes from, as Markdown.
    Schedule(notice::ScheduleArgs),
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Check { folder, notices } => check::run(&folder, notices.as_deref()),
        Command::Apply(args) => crate::in_force::run(args).await,
        Command::Processing(args) => crate::processing::run(&args),
        Command::Sentences { file } => sentences::run(&file),
        Command::Notice(args) => notice::print_notice(&args),
        Command::Schedule(args) => notice::print_schedule(&args),
    }
}
