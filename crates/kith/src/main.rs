//! The command `kith`: `demo`, `serve`, `migrate`, `seed`, `import`, `directory`, `staff`, `keys`, `ledger`, `link`, `return`, `access`,
//! `council`, `law`, `pds`.

mod access;
mod clock;
mod council;
mod databases;
mod demo;
mod directory;
mod import;
mod in_force;
mod keys;
mod ledger;
mod link;
mod logs;
mod mail;
mod migrate;
mod open;
mod pack_files;
mod pds;
mod processing;
mod progress;
mod promises;
mod random;
mod retention;
mod returns;
mod seed;
mod serve;
mod server;
mod staff;
mod stop;
mod ways_in;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Case management for Early Help and children's social care in English councils.
#[derive(Parser)]
#[command(name = "kith", version, max_term_width = 100)]
struct Kith {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show Kith with an invented council: a private database, invented families, nothing to set up.
    Demo(demo::Args),
    /// Serve a council.
    Serve(serve::Args),
    /// Bring both databases to this version's schema.
    Migrate(migrate::Args),
    /// Fill an empty record with invented people.
    Seed(seed::Args),
    /// Who works here: joiners, movers, leavers.
    #[command(subcommand)]
    Staff(staff::Command),
    /// Read in what other services say.
    Import(import::Args),
    /// The services that may help a family: read as Open Referral UK, and published so.
    #[command(subcommand)]
    Directory(directory::Command),
    /// The master key that every record's own key is wrapped by.
    #[command(subcommand)]
    Keys(keys::Command),
    /// The ledger of who read and changed what: proofs from it, and whether it is as it was written.
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// Is this the same child? Links the records of whole files. Needs no database.
    #[command(subcommand)]
    Link(link::Command),
    /// Statutory returns: check a children in need census or SSDA903 against every rule of its year. Needs no database.
    #[command(subcommand)]
    Return(returns::Command),
    /// A council's folder: what it promises and how it works.
    #[command(subcommand)]
    Council(council::Command),
    /// Every promise of the council's notices: what enforces it, and whether it is kept now.
    Promises(promises::Args),
    /// Who looked at what, and why.
    #[command(subcommand)]
    Access(access::Command),
    /// What the law and a council's notices come to, for a case you write down.
    #[command(subcommand)]
    Law(retention::Command),
    /// NHS numbers: traced, and compared with what the NHS holds.
    #[command(subcommand)]
    Pds(pds::Command),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Kith::parse().command {
        Command::Demo(args) => demo::run(args).await,
        Command::Serve(args) => serve::run(args).await,
        Command::Migrate(args) => migrate::run(args).await,
        Command::Seed(args) => seed::run(args).await,
        Command::Staff(command) => staff::run(command).await,
        Command::Import(args) => import::run(args).await,
        Command::Directory(command) => directory::run(command).await,
        Command::Keys(command) => keys::run(command).await,
        Command::Ledger(command) => ledger::run(command).await,
        Command::Council(command) => council::run(command).await,
        Command::Promises(args) => promises::run(args).await,
        Command::Access(command) => access::run(command).await,
        Command::Link(command) => link::run(command),
        Command::Return(command) => returns::run(command),
        Command::Law(command) => retention::run(command),
        Command::Pds(command) => pds::run(command),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("kith: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Kith;

    /// What is wrong with the options of a command shows only when that command is run.
    #[test]
    fn every_command_can_be_asked_for() {
        Kith::command().debug_assert();
    }
}
