//! Chores for developers: `cargo xtask <chore>`.

mod assets;
mod fonts;
mod load;
mod postgres;
mod prove;
mod repository;
mod sql;
mod tidy;

use clap::{Parser, Subcommand};

/// Chores for developers.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build what a page loads (styles, scripts, images) from the npm packages, unless it is up to date.
    Assets,
    /// Check every query against a database made from `migrations/`, and write what was learnt to `.sqlx/`.
    Sql {
        /// Change nothing; fail if `.sqlx/` is not what it should be.
        #[arg(long)]
        check: bool,
    },
    /// Make a database for development and write its address to `.env`, so that queries are checked as you type.
    DevDb,
    /// Prove what the policies in `access/` never allow.
    Prove,
    /// Measure how fast Kith answers with a large council in it.
    Load(load::Args),
    /// Check what no compiler checks: file sizes, module docs, who depends on whom, links in the docs.
    Tidy,
    /// The PostgreSQL servers that tests use.
    #[command(subcommand)]
    Postgres(postgres::Chore),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Assets => assets::run(),
        Chore::Sql { check } => sql::prepare(check),
        Chore::DevDb => sql::development_database(),
        Chore::Prove => prove::run(),
        Chore::Load(args) => load::run(&args),
        Chore::Tidy => tidy::run(),
        Chore::Postgres(chore) => postgres::run(chore),
    }
}
