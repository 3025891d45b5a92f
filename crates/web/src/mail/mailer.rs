//! The one way out for mail.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::{MailError, Message, Smtp};

/// Where mail goes: to a server, or (in the demo and in tests) to an outbox that sends nothing.
#[derive(Clone)]
pub enum Mailer {
    /// To an SMTP server.
    Smtp(Smtp),
    /// To whoever shows the outbox.
    Outbox(Outbox),
}

impl Mailer {
    /// Sends one message. `id` is that of its row in the queue: a message sent again after a failure carries the same
    /// one, so mail programs can drop the second. `now` becomes the message's date.
    ///
    /// # Errors
    /// [`MailError`], which says whether trying later can help.
    pub async fn send(&self, id: Uuid, message: &Message, now: Timestamp) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(id, message, now).await,
            Self::Outbox(outbox) => {
                (outbox.keep)(id, message, now);
                Ok(())
            }
        }
    }
}

type Keep = dyn Fn(Uuid, &Message, Timestamp) + Send + Sync;

/// Passes messages on instead of sending them.
#[derive(Clone)]
pub struct Outbox {
    keep: Arc<Keep>,
}

impl Outbox {
    /// `keep` is given every message. Where the queue in the database is itself the outbox, it has nothing to do.
    pub fn new(keep: impl Fn(Uuid, &Message, Timestamp) + Send + Sync + 'static) -> Self {
        Self { keep: Arc::new(keep) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[tokio::test]
    async fn the_outbox_is_given_each_message() {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let keep = Arc::clone(&kept);
        let mailer = Mailer::Outbox(Outbox::new(move |id, message, now| {
            keep.lock().unwrap().push((id, message.subject().to_owned(), now));
        }));
        let message = Message::from_queue("kate@example.com".parse().unwrap(), "Your code", "…").unwrap();
        mailer.send(Uuid::from_u128(7), &message, Timestamp::UNIX_EPOCH).await.unwrap();
        assert_eq!(
            *kept.lock().unwrap(),
            [(Uuid::from_u128(7), "Your code".to_owned(), Timestamp::UNIX_EPOCH)]
        );
    }
}
