//! Email: one way out, and nothing personal in it.
//!
//! A [`Message`] can only be made by a constructor for its purpose, which takes a reference, a code or a date and
//! nothing else; what happened is read on the page or told by telephone. Somebody else may read a family's post.
//! The [`Mailer`] either hands messages to an SMTP server or, in the demo, to an outbox page.

mod address;
mod mailer;
mod message;
mod smtp;

pub use address::{Address, NotAnAddress};
pub use mailer::{Mailer, Outbox};
pub use message::{BadMessage, Letterhead, Message, Reference};
pub use smtp::{MailError, Smtp, SmtpSettings, Tls};
