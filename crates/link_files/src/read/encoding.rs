//! Bytes as text, whatever wrote them.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, and what it was written in where that is not UTF-8.
pub fn decoded(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<&'static str>) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        if encoding == UTF_8 {
            return (Cow::Borrowed(&bytes[mark..]), None);
        }
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
            return (Cow::Owned(text.into_owned().into_bytes()), Some(encoding.name()));
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (Cow::Borrowed(bytes), None);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (Cow::Owned(text.into_owned().into_bytes()), Some("Windows-1252"))
}
