//! Serving pages until asked to stop, then finishing what was begun.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;
use web::app::App;

use crate::stop::Stop;

/// How long requests already begun may take once we are asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

static SERVING: AtomicBool = AtomicBool::new(false);

/// Whether pages are being served.
pub fn is_serving() -> bool {
    SERVING.load(Ordering::Relaxed)
}

/// Takes hold of an address. A port in use is said in words, with what to type instead.
pub async fn listen(address: SocketAddr, instead: &str) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => bail!(
            "port {} is in use by another program (perhaps another Kith). Stop that one, or choose another port: {instead}",
            address.port()
        ),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            bail!("this user may not use port {}: choose one above 1023: {instead}", address.port())
        }
        Err(error) => Err(error).with_context(|| format!("listening on {address}")),
    }
}

/// Serves until asked to stop; requests already begun get ten seconds to finish.
pub async fn serve(listener: TcpListener, app: App, stop: &Stop) -> Result<()> {
    SERVING.store(true, Ordering::Relaxed);
    let asked = stop.clone();
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move { asked.asked().await });
    let out_of_patience = async {
        stop.asked().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        outcome = serving.into_future() => outcome.context("serving pages"),
        () = out_of_patience => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    }
}
