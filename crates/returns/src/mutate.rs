//! Spoils files, for tests that nothing breaks: bytes turned, parts cut, doubled and swapped, hostile words put in.

use crate::dice::Dice;

/// What attackers and broken exports write.
const WORDS: [&str; 24] = [
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#0;",
    "&#x110000;",
    "<?xml",
    "\"",
    "\0",
    "\u{feff}",
    "9999-99-99",
    "31/02/2027",
    "-9999999999999999999",
    "<Child>",
    "</Children>",
    "<ChildIdentifiers/>",
    "\u{202e}",
    "\r",
];

/// A spoilt copy.
pub fn spoilt(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..1 + dice.below(8) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let at = dice.below(length.max(1)) as usize;
        let end = (at + 1 + dice.below(200) as usize).min(bytes.len());
        match dice.below(7) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.below(256) as u8;
                }
            }
            1 if at < end => drop(bytes.drain(at..end)),
            2 if at < end => {
                let part = bytes[at..end].to_vec();
                let to = dice.below(length.max(1)) as usize;
                bytes.splice(to..to, part);
            }
            3 => bytes.truncate(at),
            4 => {
                let word = dice.pick(&WORDS);
                let to = at.min(bytes.len());
                bytes.splice(to..to, word.bytes());
            }
            5 => bytes.iter_mut().skip(at).take(3).for_each(|it| *it |= 0x80),
            _ => {
                let to = at.min(bytes.len());
                bytes.splice(to..to, std::iter::repeat_n(b'<', 40));
            }
        }
    }
    bytes
}
