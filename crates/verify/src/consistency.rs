//! `kith-verify consistency`: an older and a newer state of the ledger.

use std::path::PathBuf;

use anyhow::{Context, Result};
use ledger::tree::verify_consistency;
use ledger::{Checkpoint, Request, Use};

use crate::{Outcome, parts, words};

#[derive(clap::Args)]
pub struct Args {
    /// The older signed state: a checkpoint, as a witness or anybody else kept it.
    old: PathBuf,
    /// The newer one with the proof between: what `kith ledger checkpoint --since SIZE` prints.
    new: PathBuf,
    /// The council's key, or a file that holds it.
    #[arg(long, value_name = "KEY")]
    log: String,
    /// The key of a witness that must have signed the newer state. May be given several times.
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
}

pub fn run(args: &Args) -> Result<Outcome> {
    let log = parts::key(&args.log, Use::Note)?;
    let grown = Request::parse(&parts::text(&args.new)?)
        .with_context(|| format!("{} is not a state of the ledger with a proof", args.new.display()))?;
    let old = match Checkpoint::open(&parts::text(&args.old)?, &log) {
        Ok((checkpoint, _)) => checkpoint,
        Err(error) => return Ok(Outcome::NotProved(format!("{}: {error}.", args.old.display()))),
    };
    let (new, note) = match Checkpoint::open(&grown.checkpoint, &log) {
        Ok(opened) => opened,
        Err(error) => return Ok(Outcome::NotProved(format!("{}: {error}.", args.new.display()))),
    };
    if old.size > 0
        && let Err(error) = verify_consistency(old.size, new.size, &grown.proof, &old.root, &new.root)
    {
        return Ok(Outcome::NotProved(format!(
            "The ledger of {} with {} lines does not begin with the one of {} lines that was signed before: {error}. \
             Lines were changed, removed or put in between, or the proof is for other sizes.",
            log.name(),
            new.size,
            old.size
        )));
    }
    let signed = match parts::signed(&note, &log, &args.witness)? {
        Ok(signed) => signed,
        Err(why) => return Ok(Outcome::NotProved(why)),
    };
    Ok(Outcome::Proved(format!(
        "The ledger of {} only grew: its first {} lines are still the ones signed before.\n\n{}",
        log.name(),
        old.size,
        words::state(&new, None, &signed),
    )))
}
