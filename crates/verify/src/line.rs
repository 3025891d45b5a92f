//! `kith-verify proof`: one line of the ledger.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use ledger::{Proof, Revealed, Use};

use crate::{Outcome, parts, words};

#[derive(clap::Args)]
pub struct Args {
    /// The proof file (`.tlog-proof`).
    file: PathBuf,
    /// The council's key, or a file that holds it: `name+hash+key`, as it publishes it.
    #[arg(long, value_name = "KEY")]
    log: String,
    /// The key of a witness that must have signed as well. May be given several times.
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
    /// The event, if it is not in the proof file but in one beside it.
    #[arg(long, value_name = "FILE")]
    event: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome> {
    let log = parts::key(&args.log, Use::Note)?;
    let proof = Proof::parse(&parts::text(&args.file)?).with_context(|| args.file.display().to_string())?;
    let revealed = match (&args.event, &proof.extra) {
        (Some(path), _) => {
            Revealed::from_bytes(parts::text(path)?.as_bytes()).with_context(|| path.display().to_string())?
        }
        (None, Some(extra)) => Revealed::from_bytes(extra).context("the event in the proof file")?,
        (None, None) => bail!("the proof file holds no event: say where it is with --event FILE"),
    };
    let (checkpoint, note) = match proof.verify(&revealed.leaf(), &log) {
        Ok(proved) => proved,
        Err(error) => {
            return Ok(Outcome::NotProved(format!(
                "This line is not shown to be in the ledger of {}, or was changed: {error}.",
                log.name()
            )));
        }
    };
    let signed = match parts::signed(&note, &log, &args.witness)? {
        Ok(signed) => signed,
        Err(why) => return Ok(Outcome::NotProved(why)),
    };
    Ok(Outcome::Proved(format!(
        "This line is in the ledger of {}, and has not been changed since it was written there.\n\n{}\n{}",
        log.name(),
        words::event(revealed.canonical())?,
        words::state(&checkpoint, Some(proof.index), &signed),
    )))
}
