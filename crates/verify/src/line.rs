//! `kith-verify proof`: one line of the ledger, or all lines of a statement.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use ledger::{Proof, Revealed, Use, VerifierKey};

use crate::{Outcome, parts, words};

#[derive(clap::Args)]
pub struct Args {
    /// The proof file (`.tlog-proof`), or the file of proofs that came with a statement.
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
    let proofs =
        Proof::parse_all(&parts::text(&args.file)?).with_context(|| args.file.display().to_string())?;
    if proofs.len() > 1 && args.event.is_some() {
        bail!("{} holds {} proofs: --event belongs to one", args.file.display(), proofs.len());
    }
    let mut proved = Vec::new();
    for (number, proof) in proofs.iter().enumerate() {
        match one(args, proof, &log)? {
            Outcome::Proved(words) => proved.push(words),
            Outcome::NotProved(why) if proofs.len() == 1 => return Ok(Outcome::NotProved(why)),
            Outcome::NotProved(why) => {
                return Ok(Outcome::NotProved(format!(
                    "Of {} lines, number {}: {why}",
                    proofs.len(),
                    number + 1
                )));
            }
        }
    }
    let (which, have) = if proved.len() == 1 {
        ("This line is".to_owned(), "has")
    } else {
        (format!("All {} lines are", proved.len()), "have")
    };
    Ok(Outcome::Proved(format!(
        "{which} in the ledger of {}, and {have} not been changed since written there.\n\n{}",
        log.name(),
        proved.join("\n"),
    )))
}

/// One proof: what the line says and who signed, or why it is not proved.
fn one(args: &Args, proof: &Proof, log: &VerifierKey) -> Result<Outcome> {
    let revealed = match (&args.event, &proof.extra) {
        (Some(path), _) => {
            Revealed::from_bytes(parts::text(path)?.as_bytes()).with_context(|| path.display().to_string())?
        }
        (None, Some(extra)) => Revealed::from_bytes(extra).context("the event in the proof file")?,
        (None, None) => bail!("the proof file holds no event: say where it is with --event FILE"),
    };
    let (checkpoint, note) = match proof.verify(&revealed.leaf(), log) {
        Ok(proved) => proved,
        Err(error) => {
            return Ok(Outcome::NotProved(format!(
                "This line is not shown to be in the ledger of {}, or was changed: {error}.",
                log.name()
            )));
        }
    };
    let signed = match parts::signed(&note, log, &args.witness)? {
        Ok(signed) => signed,
        Err(why) => return Ok(Outcome::NotProved(why)),
    };
    Ok(Outcome::Proved(format!(
        "{}\n{}",
        words::event(revealed.canonical())?,
        words::state(&checkpoint, Some(proof.index), &signed),
    )))
}
