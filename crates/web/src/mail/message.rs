//! The messages we send, each with a constructor of its own. There is no other way to write one.
//!
//! Nothing says what the request is about, for whom it is, or what was decided, and the subject line fits a screen that
//! somebody else can see.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use law::pack::Amount;

use super::Address;
use crate::credential::CodeText;

/// A request's public reference: 4 to 20 capitals, digits and hyphens, among them a digit. No name fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The reference itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = BadMessage;

    fn from_str(text: &str) -> Result<Self, BadMessage> {
        let fits = (4..=20).contains(&text.len())
            && text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'-')
            && text.bytes().any(|c| c.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(BadMessage) }
    }
}

/// Who writes, the same in every message: set by the council at start, never by a user.
#[derive(Clone, Debug)]
pub struct Letterhead {
    council: String,
    telephone: String,
}

impl Letterhead {
    /// The council's name and the number to call.
    ///
    /// # Errors
    /// [`BadMessage`] if either is empty or holds control characters.
    pub fn new(council: &str, telephone: &str) -> Result<Self, BadMessage> {
        let bad = |text: &str| text.trim().is_empty() || text.contains(char::is_control);
        if bad(council) || bad(telephone) {
            return Err(BadMessage);
        }
        Ok(Self { council: council.trim().to_owned(), telephone: telephone.trim().to_owned() })
    }
}

/// A part of a message that is not what it should be. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not something that may go into an email")]
pub struct BadMessage;

/// One email. Neither address nor text is ever printed: the text may hold a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    to: Address,
    subject: String,
    text: String,
}

impl Message {
    /// The code to come back to an unfinished form, and for how long it works.
    pub fn save_and_return_code(from: &Letterhead, to: Address, code: &CodeText, lasts: Amount) -> Self {
        let text = format!(
            "Your code is {}\n\nEnter it on the page where you asked for it. It works once, for {lasts}.\n\n\
             If you did not ask for a code, you do not need to do anything.",
            code.digits()
        );
        Self::new(from, to, "Your code", &text)
    }

    /// A request arrived; by when we will reply.
    pub fn request_received(from: &Letterhead, to: Address, reference: &Reference, reply_by: Date) -> Self {
        let text = format!(
            "We have what you sent us.\n\nYour reference is {}\n\nWe will reply by {}.\n\nIf you call us, please give \
             the reference.",
            reference.as_str(),
            reply_by.strftime("%A %-d %B %Y")
        );
        Self::new(from, to, "We have what you sent us", &text)
    }

    /// A decision was made; how to hear it.
    pub fn decision_told(from: &Letterhead, to: Address, reference: &Reference) -> Self {
        let text = format!(
            "There is an answer to what you sent us.\n\nYour reference is {}\n\nWe will tell you what it is in the way \
             you asked us to. You can also call us and give the reference.",
            reference.as_str()
        );
        Self::new(from, to, "There is an answer to what you sent us", &text)
    }

    /// A message made earlier, back out of the queue it was kept in.
    ///
    /// # Errors
    /// [`BadMessage`] if the subject has a control character, as none of ours does.
    pub fn from_queue(to: Address, subject: &str, text: &str) -> Result<Self, BadMessage> {
        if subject.is_empty() || subject.contains(char::is_control) {
            return Err(BadMessage);
        }
        Ok(Self { to, subject: subject.to_owned(), text: text.to_owned() })
    }

    fn new(from: &Letterhead, to: Address, subject: &str, text: &str) -> Self {
        let text = format!(
            "{text}\n\nIf someone is in immediate danger, call 999.\n\n{}\nTelephone: {}\n\nPlease do not reply to this \
             email: nobody reads replies.\n",
            from.council, from.telephone
        );
        Self { to, subject: subject.to_owned(), text }
    }

    /// To whom.
    pub fn to(&self) -> &Address {
        &self.to
    }

    /// The subject line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({:?}, ..)", self.subject)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use keys::SeededRandomness;
    use zeroize::Zeroizing;

    use super::*;
    use crate::credential::{OneTimeCode, ServerSecret};

    fn all() -> Vec<Message> {
        let from = Letterhead::new("Marlshire County Council", "01632 960000").unwrap();
        let to: Address = "kate.williams@example.com".parse().unwrap();
        let reference: Reference = "K7M-4P2-9".parse().unwrap();
        let secret = ServerSecret::new(Zeroizing::new([1; 32]));
        let now = "2026-11-28T09:00:00Z".parse().unwrap();
        let lasts: Amount = "15 minutes".parse().unwrap();
        let (_, code) = OneTimeCode::make(
            &secret,
            uuid::Uuid::nil(),
            jiff::SignedDuration::from_mins(15),
            now,
            &mut SeededRandomness::new(1),
        );
        assert!(
            Message::save_and_return_code(&from, to.clone(), &code, lasts).text().contains(code.digits())
        );
        vec![
            Message::save_and_return_code(&from, to.clone(), &code, lasts),
            Message::request_received(&from, to.clone(), &reference, date(2026, 12, 1)),
            Message::decision_told(&from, to, &reference),
        ]
    }

    /// The people of the demo and the tests, and what a passer-by must not learn from a lit screen.
    #[test]
    fn no_message_names_anybody_or_says_what_it_is_about() {
        const TELLING: &[&str] = &[
            "kate",
            "williams",
            "charlie",
            "banks",
            "tommy",
            "rachel",
            "dominic",
            "pierce",
            "child",
            "family",
            "families",
            "parent",
            "social",
            "care ",
            "early help",
            "support",
            "worker",
            "safeguard",
            "protection",
            "abuse",
            "violence",
            "school",
            "concern",
            "worr",
            "refer ",
            "referral",
            "assessment",
            "accepted",
            "declined",
            "no further",
            "need ",
            "request",
            "decision",
            "born",
            "address",
            "dear",
        ];
        for message in all() {
            // "You do not need to do anything" is the one harmless use of a listed word.
            let words = message.text().replace("need to do anything", "").to_lowercase();
            for telling in TELLING {
                assert!(!message.subject().to_lowercase().contains(telling), "{telling} in {message:?}");
                assert!(!words.contains(telling), "{telling} in {message:?}");
            }
            assert!(
                !message.subject().chars().any(|c| c.is_ascii_digit()),
                "a code or date shows on a locked phone"
            );
        }
    }

    #[test]
    fn each_says_what_it_is_for() {
        let [_, received, decided] = &all()[..] else { panic!("three messages") };
        assert!(
            received.text().contains("K7M-4P2-9") && received.text().contains("by Tuesday 1 December 2026.")
        );
        assert!(decided.text().contains("K7M-4P2-9"));
        for message in all() {
            assert!(message.text().contains("Marlshire County Council\nTelephone: 01632 960000"));
            assert!(message.text().contains("999"));
            assert!(!format!("{message:?}").contains("K7M") && !format!("{message:?}").contains("example"));
        }
    }

    #[test]
    fn names_do_not_fit_where_a_reference_goes() {
        for bad in
            ["", "K7", "CHARLIE-BANKS", "Charlie1", "K7M 4P2", "K7M\r\nBcc: x", "K7MÉ", &"7".repeat(21)]
        {
            assert!(bad.parse::<Reference>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn control_characters_do_not_get_into_a_header() {
        let to: Address = "kate@example.com".parse().unwrap();
        for bad in ["", "Your code\r\nBcc: x@example.com", "Your code\nX: y", "a\0"] {
            assert!(Message::from_queue(to.clone(), bad, "").is_err(), "{bad:?}");
            assert!(Letterhead::new(bad, "01632 960000").is_err(), "{bad:?}");
            assert!(Letterhead::new("Marlshire", bad).is_err(), "{bad:?}");
        }
        let message = &all()[0];
        let back = Message::from_queue(message.to().clone(), message.subject(), message.text());
        assert!(back.as_ref() == Ok(message));
    }
}
