//! `kith ledger witness`: a small witness (C2SP tlog-witness), for a partner or the data protection officer's own machine.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ledger::{Refused, Use, Witness};

use crate::clock::Clock;
use crate::ledger::{key_file, public_key};
use crate::server;
use crate::stop::Stop;

#[derive(clap::Args)]
pub struct Args {
    /// Where to listen, such as 127.0.0.1:8091.
    #[arg(long, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The file that remembers what was signed last. Keep it: it is what `kith ledger verify --witness-checkpoint` reads.
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// The public key of the ledger to watch, or a file that holds it.
    #[arg(long, value_name = "KEY")]
    log: String,
    /// This witness's signing key; see `kith ledger create-key --witness`.
    #[arg(long, value_name = "PATH")]
    key_file: PathBuf,
}

/// The witness and where it remembers.
struct Watching {
    witness: Witness,
    state: PathBuf,
}

pub async fn run(args: Args) -> Result<ExitCode> {
    let key = key_file::load(&args.key_file)?.used_for(Use::Cosignature);
    let mut witness = Witness::new(key);
    witness.watch(public_key(&args.log, Use::Note)?);
    if args.state.exists() {
        let note = std::fs::read_to_string(&args.state).with_context(|| args.state.display().to_string())?;
        witness
            .restore(&note)
            .with_context(|| format!("{} is not what this witness signed", args.state.display()))?;
    }
    let stop = Stop::listen()?;
    let listener = server::listen(args.listen, "kith ledger witness --listen ADDRESS:PORT").await?;
    println!("Witness {} is ready at http://{}/", witness.verifier(), listener.local_addr()?);
    let watching = Arc::new(Mutex::new(Watching { witness, state: args.state }));
    let service = Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/checkpoint", get(checkpoint))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(watching);
    axum::serve(listener, service).with_graceful_shutdown(async move { stop.asked().await }).await?;
    Ok(ExitCode::SUCCESS)
}

/// Considers, writes down, remembers and answers, under one lock: two requests never both grow from the same tree.
async fn add_checkpoint(State(watching): State<Arc<Mutex<Watching>>>, body: String) -> Response {
    let mut watching = watching.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let accepted = match watching.witness.consider(&body, Clock::real().now()) {
        Ok(accepted) => accepted,
        Err(refused) => return refusal(refused),
    };
    if let Err(error) = write_down(&watching.state, &accepted.note.to_string()) {
        eprintln!("kith: {}: {error}", watching.state.display());
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    watching.witness.remember(&accepted);
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{}\n", accepted.cosignature))
        .into_response()
}

fn refusal(refused: Refused) -> Response {
    let status = StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, refused.content_type())], format!("{refused}\n")).into_response()
}

/// What was signed last, for whoever checks the ledger.
async fn checkpoint(State(watching): State<Arc<Mutex<Watching>>>) -> Response {
    let state = watching.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).state.clone();
    match std::fs::read_to_string(state) {
        Ok(note) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Beside the old one first, so that a power cut leaves one of the two whole.
fn write_down(path: &Path, note: &str) -> std::io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let mut file = std::fs::File::create(&new)?;
    file.write_all(note.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}
