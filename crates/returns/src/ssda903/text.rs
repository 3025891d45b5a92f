//! One cell of text, as a number that can be compared.

use std::fmt;

/// A cell of text in sixteen bytes: what is short is written out in it, what is longer stands for it by its hash.
///
/// Two cells that say the same are equal, whichever file they came from, so this year's return is compared with last
/// year's without a dictionary that both share. What a long cell said is kept by the return ([`Longer`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Text(u128);

/// The first byte of a cell that is kept by its hash: no UTF-8 text begins with it.
const HASHED: u128 = 0xFF << 120;
const ROOM: usize = 15;

impl Text {
    /// Nothing was given.
    pub const BLANK: Text = Text(0);

    /// Reads a cell. Space at either end is left out, and so is the `.0` that spreadsheets put behind a code.
    pub fn read(cell: &str) -> Text {
        Text::exactly(tidied(cell))
    }

    /// A code of at most fifteen characters, as in a code list.
    pub const fn code(code: &str) -> Text {
        Text::exactly(code)
    }

    const fn exactly(text: &str) -> Text {
        let bytes = text.as_bytes();
        let mut value = 0u128;
        let mut plain = bytes.len() <= ROOM;
        let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58du128;
        let mut at = 0;
        while at < bytes.len() {
            if at < ROOM {
                value |= (bytes[at] as u128) << (8 * (14 - at));
            }
            plain = plain && bytes[at] != 0;
            // Fowler, Noll and Vo's hash of 128 bits.
            hash = (hash ^ bytes[at] as u128).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
            at += 1;
        }
        if plain { Text(value) } else { Text(HASHED | (hash >> 8)) }
    }

    /// A key that no cell of text has, for what was typed where a date should be.
    pub(super) const fn of_date(value: i64) -> Text {
        Text((0xFD << 120) | value as u64 as u128)
    }

    /// Was anything written here?
    pub const fn given(self) -> bool {
        self.0 != 0
    }

    /// Was nothing written here?
    pub const fn blank(self) -> bool {
        self.0 == 0
    }

    /// Is it one of these codes?
    pub fn any(self, codes: &[Text]) -> bool {
        codes.contains(&self)
    }

    /// Too long to be written out here?
    pub const fn is_long(self) -> bool {
        self.0 >> 120 == 0xFF
    }

    /// What a short cell says; empty for a long one.
    pub fn short(self) -> Short {
        Short(if self.is_long() { [0; 15] } else { short_bytes(self.0) })
    }

    /// Does it begin with this letter?
    pub fn begins(self, letter: u8) -> bool {
        (self.0 >> 112) as u8 == letter
    }

    /// The same with capital letters, when it is short.
    pub fn capitals(self) -> Text {
        if self.is_long() { self } else { Text::exactly(&self.short().as_str().to_ascii_uppercase()) }
    }

    /// The number it says, such as a distance.
    pub fn number(self) -> Option<f64> {
        self.short().as_str().parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// The cell without what surrounds it.
pub(super) fn tidied(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => cell,
    }
}

fn short_bytes(value: u128) -> [u8; 15] {
    let mut bytes = [0; 15];
    bytes.copy_from_slice(&value.to_be_bytes()[1..]);
    bytes
}

/// What a short cell says.
#[derive(Clone, Copy)]
pub struct Short([u8; 15]);

impl Short {
    /// As text.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(ROOM);
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_long() { write!(out, "#{:x}", self.0) } else { write!(out, "{:?}", self.short().as_str()) }
    }
}

/// What the long cells of a return said.
pub type Longer = rustc_hash::FxHashMap<Text, Box<str>>;

/// Is this cell one of these codes? `is!(episode.ls, "V3" | "V4")`.
macro_rules! is {
    ($cell:expr, $($code:literal)|+) => {{
        let cell: $crate::ssda903::Text = $cell;
        $(cell == const { $crate::ssda903::Text::code($code) })||+
    }};
}
pub(crate) use is;

/// A list of codes.
macro_rules! codes {
    ($($code:literal)*) => { &[$($crate::ssda903::Text::code($code)),*] };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_equal_when_they_say_the_same() {
        assert_eq!(Text::read(" V3 "), Text::code("V3"));
        assert_ne!(Text::read("v3"), Text::code("V3"));
        assert_eq!(Text::read("1.0"), Text::code("1"));
        let long = "a child's number that is far too long";
        assert_eq!(Text::read(long), Text::read(long));
        assert_ne!(Text::read(long), Text::read("a child's number that is far too lonG"));
        assert!(
            Text::read(long).is_long() && Text::read("exactly15 chars").short().as_str() == "exactly15 chars"
        );
        assert_eq!(Text::read("v4").capitals(), Text::code("V4"));
        assert!(Text::read("").blank() && Text::read("\0").given() && Text::read("W06").begins(b'W'));
        assert_eq!(Text::read("999.9").number(), Some(999.9));
        assert_eq!(Text::read("ten").number(), None);
    }
}
