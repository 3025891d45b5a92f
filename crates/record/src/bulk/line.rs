//! Lines of PostgreSQL's text format for COPY: one a row, fields parted by tabs, `\N` for nothing.

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// One row being written. Ends itself when dropped.
pub(crate) struct Line<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Line<'a> {
    /// Begins a row at the end of `out`.
    pub fn begin(out: &'a mut Vec<u8>) -> Line<'a> {
        Line { out, first: true }
    }

    fn next(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b'\t');
        }
    }

    /// Nothing.
    pub fn null(mut self) -> Self {
        self.next();
        self.out.extend_from_slice(br"\N");
        self
    }

    /// Words.
    pub fn text(mut self, text: &str) -> Self {
        self.next();
        escape(self.out, text.as_bytes());
        self
    }

    /// Words, if there are any.
    pub fn maybe_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// An id.
    pub fn id(mut self, id: Uuid) -> Self {
        self.next();
        let mut buffer = Uuid::encode_buffer();
        self.out.extend_from_slice(id.hyphenated().encode_lower(&mut buffer).as_bytes());
        self
    }

    /// An id, if there is one.
    pub fn maybe_id(self, id: Option<Uuid>) -> Self {
        match id {
            Some(id) => self.id(id),
            None => self.null(),
        }
    }

    /// A `bytea`.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.next();
        self.out.extend_from_slice(br"\\x");
        for byte in bytes {
            self.out.push(DIGITS[usize::from(byte >> 4)]);
            self.out.push(DIGITS[usize::from(byte & 15)]);
        }
        self
    }

    /// A `bytea`, if there is one.
    pub fn maybe_bytes(self, bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => self.bytes(bytes),
            None => self.null(),
        }
    }

    /// A whole number.
    pub fn int(self, number: impl Into<i64>) -> Self {
        self.shown(number.into())
    }

    /// Yes, no or not known.
    pub fn flag(self, flag: impl Into<Option<bool>>) -> Self {
        match flag.into() {
            Some(true) => self.text("t"),
            Some(false) => self.text("f"),
            None => self.null(),
        }
    }

    /// A day.
    pub fn date(self, date: Date) -> Self {
        self.shown(date)
    }

    /// A day, if it is known.
    pub fn maybe_date(self, date: Option<Date>) -> Self {
        match date {
            Some(date) => self.date(date),
            None => self.null(),
        }
    }

    /// A moment. PostgreSQL keeps microseconds.
    pub fn at(self, at: Timestamp) -> Self {
        self.shown(at)
    }

    /// A moment, if there is one.
    pub fn maybe_at(self, at: Option<Timestamp>) -> Self {
        match at {
            Some(at) => self.at(at),
            None => self.null(),
        }
    }

    /// A `text[]`.
    pub fn list<T: AsRef<str>>(mut self, items: &[T]) -> Self {
        self.next();
        self.out.push(b'{');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            self.out.push(b'"');
            // Twice: once for the array, and what that gives once more for COPY.
            let quoted = item.as_ref().replace('\\', r"\\").replace('"', "\\\"");
            escape(self.out, quoted.as_bytes());
            self.out.push(b'"');
        }
        self.out.push(b'}');
        self
    }

    /// A `jsonb`.
    pub fn json(self, value: &serde_json::Value) -> Self {
        self.text(&value.to_string())
    }

    fn shown(mut self, value: impl std::fmt::Display) -> Self {
        self.next();
        // Writing to memory cannot fail.
        let _ = write!(self.out, "{value}");
        self
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        self.out.push(b'\n');
    }
}

fn escape(out: &mut Vec<u8>, bytes: &[u8]) {
    for byte in bytes {
        match byte {
            b'\\' => out.extend_from_slice(br"\\"),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            other => out.push(*other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(Line<'_>) -> Line<'_>) -> String {
        let mut out = Vec::new();
        drop(write(Line::begin(&mut out)));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_would_break_a_line_is_escaped() {
        assert_eq!(written(|line| line.text("a\tb\\c\r\nd").null().int(-3)), "a\\tb\\\\c\\r\\nd\t\\N\t-3\n");
        assert_eq!(written(|line| line.text("").flag(true).flag(None)), "\tt\t\\N\n");
        assert_eq!(written(|line| line.bytes(&[0, 0xab])), "\\\\x00ab\n");
    }

    #[test]
    fn lists_are_quoted_for_the_array_and_for_the_line() {
        assert_eq!(
            written(|line| line.list(&["a", "O\"N\\", "b,c"])),
            "{\"a\",\"O\\\\\"N\\\\\\\\\",\"b,c\"}\n"
        );
        assert_eq!(written(|line| line.list::<&str>(&[])), "{}\n");
    }
}
