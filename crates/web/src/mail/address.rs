//! An email address that cannot carry anything but an address.

use std::fmt;
use std::str::FromStr;

/// One recipient. Never printed: an address is personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// What was typed is not an address. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Enter an email address in the correct format, like name@example.com")]
pub struct NotAnAddress;

impl Address {
    /// The address as text, for sealing and for the page that shows it to its owner.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// The one spelling by which a returning person is found: all small letters. (The part before the @ could in
    /// theory tell capitals apart; no provider in use does.)
    pub fn canonical(&self) -> String {
        self.as_str().to_lowercase()
    }

    pub(super) fn mailbox(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(None, self.0.clone())
    }

    pub(super) fn domain(&self) -> &str {
        self.0.domain()
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    /// Reads what was typed; spaces around it do not matter.
    fn from_str(typed: &str) -> Result<Self, NotAnAddress> {
        let typed = typed.trim();
        // 254 is the longest path SMTP allows (RFC 5321). Quotes and control characters are legal in theory and used
        // by nobody but attackers; a name without a dot after the @ is a slip of the finger.
        let odd = |c: char| c.is_control() || c.is_whitespace() || "\"()<>[]:;,\\".contains(c);
        if typed.len() > 254 || typed.contains(odd) {
            return Err(NotAnAddress);
        }
        let address: lettre::Address = typed.parse().map_err(|_| NotAnAddress)?;
        if address.domain().contains('.') { Ok(Self(address)) } else { Err(NotAnAddress) }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_people_have_are_read() {
        for good in [
            "a@example.com",
            "Kate.Williams+school@example.co.uk",
            "o'brien@example.org",
            "x_1-2@a.b.example",
        ] {
            assert_eq!(good.parse::<Address>().unwrap().as_str(), good);
        }
        let address: Address = "  Kate@Example.COM ".parse().unwrap();
        assert_eq!(address.canonical(), "kate@example.com");
        assert_eq!(format!("{address:?}"), "Address(..)");
    }

    #[test]
    fn nothing_else_gets_in() {
        for bad in [
            "",
            "kate",
            "kate@",
            "@example.com",
            "kate@localhost",
            "kate@example.com\r\nBcc: other@example.com",
            "kate@example.com\nRCPT TO:<x@example.com>",
            "kate\0@example.com",
            "Kate <kate@example.com>",
            "kate@example.com, other@example.com",
            "\"kate\r\n\"@example.com",
            "kate@@example.com",
            "kate smith@example.com",
            "kate@[127.0.0.1]",
            &format!("{}@example.com", "a".repeat(300)),
        ] {
            assert_eq!(bad.parse::<Address>(), Err(NotAnAddress), "{bad:?}");
        }
    }
}
