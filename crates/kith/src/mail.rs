//! Sending what the queue holds, and the settings of the mail server.

use jiff::civil::time;
use jobs::{Failed, Jobs, Runner, Task};
use record::{Actor, Store, mail};
use uuid::Uuid;
use web::mail::{MailError, Mailer, Message, Smtp, SmtpSettings, Tls};
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
    pub fn line(&self, council: &str) -> anyhow::Result<Smtp> {
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

/// Starts the runner of jobs: mail as it is queued, and the work of every night.
pub fn jobs(store: Store, clock: Clock, mailer: Mailer) -> Runner {
    Jobs::new()
        .on("send-mail", move |task| send(task, mailer.clone()))
        .on(jobs::SWEEP, jobs::sweep)
        .daily(jobs::SWEEP, time(2, 30, 0, 0))
        .on(jobs::ACCESS_REVIEW, jobs::access_review)
        .daily(jobs::ACCESS_REVIEW, time(3, 0, 0, 0))
        .on(jobs::FIND_DUPLICATES, jobs::find_duplicates)
        .daily(jobs::FIND_DUPLICATES, time(3, 30, 0, 0))
        .start(store, move || clock.now())
}

/// Sends one message. One that was sent already, before its job could be noted as done, is not sent again.
async fn send(task: Task, mailer: Mailer) -> Result<(), Failed> {
    let id = task
        .job
        .payload
        .get("mail")
        .and_then(serde_json::Value::as_str)
        .and_then(|id| id.parse::<Uuid>().ok());
    let id = id.ok_or_else(|| Failed::for_good("the job names no message"))?;
    let mut work = task.store.begin(Actor::System("send-mail"), task.now).await?;
    let queued = mail::open(&mut work, id).await?;
    if queued.sent_at.is_some() {
        return Ok(());
    }
    let to = queued
        .to
        .parse()
        .map_err(|_| Failed::for_good("the message has no address that post can be sent to"))?;
    let message = Message::from_queue(to, &queued.subject, &queued.text)
        .map_err(|_| Failed::for_good("the message has a subject that post cannot have"))?;
    mailer.send(id, &message, task.now).await.map_err(|error| match error {
        MailError::TryLater => Failed::try_later(error.to_string()),
        MailError::Refused { .. } | MailError::Setting(_) => Failed::for_good(error.to_string()),
    })?;
    mail::sent(&mut work, id).await?;
    Ok(work.commit().await?)
}
