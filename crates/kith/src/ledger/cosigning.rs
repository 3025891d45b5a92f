//! Asking witnesses for their signature, every minute.
//!
//! Over plain HTTP: a checkpoint holds nothing about anybody, and both sides check signatures, so whoever listens or meddles
//! on the way learns a number and can at most delay an answer.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use ledger::{Use, VerifierKey};
use record::Store;
use record::ledger::cosign;
use tokio::task::JoinHandle;

use crate::ledger::public_key;

/// How often.
const PAUSE: Duration = Duration::from_secs(60);
/// How long a witness may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A witness to ask.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Where it takes checkpoints, without `/add-checkpoint`.
    url: String,
    key: VerifierKey,
}

impl std::str::FromStr for Asked {
    type Err = anyhow::Error;

    /// `URL=KEY`, as `http://10.0.0.7:8091=witness.example/dpo+…`.
    fn from_str(text: &str) -> Result<Self> {
        let (url, key) = text.split_once('=').context("a witness is given as URL=KEY")?;
        if !url.starts_with("http://") {
            bail!("a witness is asked over http://, and {url} is not that");
        }
        Ok(Self { url: url.trim_end_matches('/').to_owned(), key: public_key(key, Use::Cosignature)? })
    }
}

/// Asks all of them every minute until dropped.
pub fn start(store: Store, witnesses: Vec<Asked>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            for witness in &witnesses {
                if let Err(error) = ask(&store, witness).await {
                    tracing::warn!(witness = witness.key.name(), %error, "a witness did not sign");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    })
}

/// Asks for the newest checkpoint, from where the witness was last. It may have been elsewhere, and says where.
async fn ask(store: &Store, witness: &Asked) -> Result<()> {
    let mut old = cosign::last(store, &witness.key).await?;
    for _ in 0..2 {
        let Some((request, signed)) = record::ledger::since(store, old).await? else { return Ok(()) };
        if signed.size == old {
            return Ok(());
        }
        match send(format!("{}/add-checkpoint", witness.url), request.to_string()).await? {
            (200, answer) => {
                let (line, at) = cosign::from_answer(&answer, &request.checkpoint, &witness.key)?;
                return Ok(cosign::keep(store, &signed, &witness.key, &line, at).await?);
            }
            (409, answer) => old = answer.trim().parse().context("a size was expected")?,
            (status, answer) => bail!("it answered {status}: {}", answer.lines().next().unwrap_or_default()),
        }
    }
    bail!("it says it has seen {old} lines, and does not take the proof from there");
}

/// Status and body.
async fn send(url: String, body: String) -> Result<(u16, String)> {
    tokio::task::spawn_blocking(move || {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        let mut answer = ureq::Agent::new_with_config(agent).post(&url).send(&body)?;
        let text = answer.body_mut().with_config().limit(64 * 1024).read_to_string()?;
        Ok((answer.status().as_u16(), text))
    })
    .await
    .context("asking a witness")?
}
