//! Mail by SMTP.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::Deserialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Address, Message};

/// How long one message may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How the line to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte (usually port 465).
    Implicit,
    /// Begun in the clear, then protected or given up (usually port 587).
    Starttls,
    /// Not at all: only to this machine itself.
    None,
}

/// The `[mail]` part of the configuration.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Protection of the line.
    pub tls: Tls,
    /// The address messages come from.
    pub from: String,
    /// The name messages come from: the council's.
    pub from_name: String,
    /// Name to sign in to the server with, if it asks.
    pub username: Option<String>,
    /// Its password. Comes from a file or the environment, not from the configuration file itself.
    #[serde(skip)]
    pub password: Option<Zeroizing<String>>,
}

/// Why a message did not go out. Holds no word of the server's answer, which often repeats the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The settings cannot work. Found at start.
    #[error("the mail setting {0} cannot be used")]
    Setting(&'static str),
    /// The server could not be reached or asked us to come back. Try again.
    #[error("the mail server cannot take the message now")]
    TryLater,
    /// The server will never take this message.
    #[error("the mail server refused the message (code {code:?})")]
    Refused {
        /// The three digits of its answer, if it gave one.
        code: Option<u16>,
    },
}

/// A line to an SMTP server. Cheap to clone.
#[derive(Clone)]
pub struct Smtp(Arc<Line>);

struct Line {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    domain: String,
}

impl Smtp {
    /// Checks the settings. The server is first spoken to when there is something to send.
    ///
    /// # Errors
    /// [`MailError::Setting`] names the setting at fault.
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailError> {
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let host = settings.host.as_str();
        let address: Address = settings.from.parse().map_err(|_| MailError::Setting("from"))?;
        if settings.from_name.contains(char::is_control) {
            return Err(MailError::Setting("from_name"));
        }
        let builder = match settings.tls {
            Tls::Implicit => Transport::relay(host).map_err(|_| MailError::Setting("host"))?,
            Tls::Starttls => Transport::starttls_relay(host).map_err(|_| MailError::Setting("host"))?,
            Tls::None if matches!(host, "localhost" | "127.0.0.1" | "::1") => {
                Transport::builder_dangerous(host)
            }
            Tls::None => return Err(MailError::Setting("tls")),
        };
        let mut builder = builder.port(settings.port).timeout(Some(TIMEOUT));
        match (&settings.username, &settings.password) {
            (Some(name), Some(password)) => {
                builder = builder.credentials(Credentials::new(name.clone(), password.to_string()));
            }
            (None, None) => {}
            (Some(_), None) => return Err(MailError::Setting("password")),
            (None, Some(_)) => return Err(MailError::Setting("username")),
        }
        let from = Mailbox::new(Some(settings.from_name.clone()), address.mailbox().email);
        Ok(Self(Arc::new(Line { transport: builder.build(), from, domain: address.domain().to_owned() })))
    }

    pub(super) async fn send(&self, id: Uuid, message: &Message, now: Timestamp) -> Result<(), MailError> {
        let email = self.email(id, message, now).ok_or(MailError::Refused { code: None })?;
        match self.0.transport.send(email).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                Err(MailError::Refused { code: error.status().map(u16::from) })
            }
            Err(_) => Err(MailError::TryLater),
        }
    }

    fn email(&self, id: Uuid, message: &Message, now: Timestamp) -> Option<lettre::Message> {
        // Tells holiday notices and the like not to answer (RFC 3834).
        let automatic =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        lettre::Message::builder()
            .from(self.0.from.clone())
            .to(message.to().mailbox())
            .subject(message.subject())
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{id}@{}>", self.0.domain)))
            .raw_header(automatic)
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(message.text().to_owned()))
            .ok()
    }
}

#[cfg(test)]
#[path = "smtp_tests.rs"]
mod tests;
