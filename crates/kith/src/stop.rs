//! Being asked to stop: Ctrl-C or SIGTERM once means finish and stop, twice means stop now.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Tells whether somebody asked us to stop. Cheap to clone.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Starts listening for the signals.
    pub fn listen() -> Result<Stop> {
        let (sender, receiver) = watch::channel(false);
        let mut interrupt = signal(SignalKind::interrupt()).context("listening for Ctrl-C")?;
        let mut terminate = signal(SignalKind::terminate()).context("listening for SIGTERM")?;
        tokio::spawn(async move {
            let mut asked = 0;
            loop {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
                asked += 1;
                if asked > 1 {
                    eprintln!("kith: stopped at once");
                    std::process::exit(130);
                }
                // Nobody left to tell is as good as told.
                let _ = sender.send(true);
            }
        });
        Ok(Stop(receiver))
    }

    /// Waits until somebody asks.
    pub async fn asked(&self) {
        let mut receiver = self.0.clone();
        // The sender lives as long as the process; without it there is nothing to wait for.
        let _ = receiver.wait_for(|asked| *asked).await;
    }
}
