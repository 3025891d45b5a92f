//! Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, or what Windows writes (code page 1252).

use std::borrow::Cow;

/// The text of a file. UTF-8 where the bytes are; UTF-16 where its mark says so; otherwise code page 1252, which has a meaning for nearly
/// every byte.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_saved() {
        assert_eq!(text(b"\xef\xbb\xbfCHILD"), "CHILD");
        assert_eq!(text("Siân".as_bytes()), "Siân");
        assert_eq!(text(b"Si\xe2n"), "Siân");
        assert_eq!(text(b"\xff\xfeC\0H\0"), "CH");
    }
}
