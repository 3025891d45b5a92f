//! A file as UTF-8, bit by bit, that knows its line and refuses what is too large.

use std::io::{self, BufRead, Read};

/// How much is asked of the file at once.
const CHUNK: usize = 64 * 1024;

/// A file on its way to an XML reader.
///
/// What is UTF-8 passes; a byte that is not becomes the character it is in code page 1252. A mark for UTF-16 is obeyed. Memory stays small whatever the size: a
/// file beyond [`Limits`] ends in an error.
pub struct Stream<R> {
    inner: R,
    limits: Limits,
    utf16: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    total: u64,
    line: u32,
    since_mark: usize,
    begun: bool,
    ended: bool,
}

/// What a file may be at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes between two marks (see [`Stream::mark`]): one element, one text.
    pub piece: usize,
}

/// A file went beyond its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// The whole file.
    #[error("the file is larger than {} MB", .0 / 1_000_000)]
    File(u64),
    /// One element or text in it.
    #[error("a single element or text is longer than {} kB", .0 / 1_000)]
    Piece(usize),
}

impl<R: Read> Stream<R> {
    /// Reads `inner` within `limits`.
    pub fn new(inner: R, limits: Limits) -> Self {
        let (raw, out) = (Vec::new(), Vec::with_capacity(CHUNK * 2));
        Self {
            inner,
            limits,
            utf16: None,
            raw,
            out,
            at: 0,
            total: 0,
            line: 1,
            since_mark: 0,
            begun: false,
            ended: false,
        }
    }

    /// The line of the next byte, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// How many bytes of the file were read.
    pub fn bytes(&self) -> u64 {
        self.total
    }

    /// A new piece begins here.
    pub fn mark(&mut self) {
        self.since_mark = 0;
    }

    fn more(&mut self) -> io::Result<()> {
        let kept = self.raw.len();
        self.raw.resize(kept + CHUNK, 0);
        let read = self.inner.read(&mut self.raw[kept..])?;
        self.raw.truncate(kept + read);
        self.total += read as u64;
        if self.total > self.limits.file {
            return Err(io::Error::other(TooMuch::File(self.limits.file)));
        }
        self.ended = read == 0;
        if !self.begun && (self.raw.len() >= 4 || self.ended) {
            self.begun = true;
            self.obey_mark();
        }
        if self.begun {
            self.convert();
        }
        Ok(())
    }

    fn obey_mark(&mut self) {
        let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&self.raw) else { return };
        self.raw.drain(..length);
        if encoding != encoding_rs::UTF_8 {
            self.utf16 = Some(encoding.new_decoder_without_bom_handling());
        }
    }

    fn convert(&mut self) {
        if let Some(decoder) = &mut self.utf16 {
            self.out.resize(self.raw.len() * 3 + 16, 0);
            let (_, _, written, _) = decoder.decode_to_utf8(&self.raw, &mut self.out, self.ended);
            self.out.truncate(written);
            self.raw.clear();
            return;
        }
        let mut rest: &[u8] = &self.raw;
        loop {
            match std::str::from_utf8(rest) {
                Ok(good) => {
                    self.out.extend_from_slice(good.as_bytes());
                    rest = &[];
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.out.extend_from_slice(good);
                    // A character may be cut by the end of the chunk: then its other half comes next.
                    let length = match error.error_len() {
                        Some(length) => length,
                        None if self.ended => bad.len(),
                        None => {
                            rest = bad;
                            break;
                        }
                    };
                    let (bad, after) = bad.split_at(length);
                    self.out.extend_from_slice(
                        encoding_rs::WINDOWS_1252.decode_without_bom_handling(bad).0.as_bytes(),
                    );
                    rest = after;
                }
            }
            if rest.is_empty() {
                break;
            }
        }
        let kept = rest.len();
        let length = self.raw.len();
        self.raw.copy_within(length - kept.., 0);
        self.raw.truncate(kept);
    }
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Stream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_mark > self.limits.piece {
            return Err(io::Error::other(TooMuch::Piece(self.limits.piece)));
        }
        while self.at >= self.out.len() && !self.ended {
            self.out.clear();
            self.at = 0;
            self.more()?;
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, count: usize) {
        let end = (self.at + count).min(self.out.len());
        let lines = self.out[self.at..end].iter().filter(|it| **it == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.since_mark += end - self.at;
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { file: 1_000_000, piece: 100_000 };

    /// Gives one byte at a time, so that every character is cut somewhere.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn all(bytes: &[u8]) -> String {
        let mut quick = String::new();
        Stream::new(bytes, LIMITS).read_to_string(&mut quick).unwrap();
        let mut slow = String::new();
        Stream::new(Slow(bytes), LIMITS).read_to_string(&mut slow).unwrap();
        assert_eq!(quick, slow);
        quick
    }

    #[test]
    fn whatever_was_saved() {
        assert_eq!(all(b""), "");
        assert_eq!(all(b"a"), "a");
        assert_eq!(all("\u{feff}Siân €".as_bytes()), "Siân €");
        assert_eq!(all(b"Si\xe2n \x80 \xe2"), "Siân € â");
        assert_eq!(all(b"\xff\xfeS\0i\0\xe2\0n\0"), "Siân");
        assert_eq!(all(b"\xfe\xff\0S\0i"), "Si");
    }

    #[test]
    fn too_much_is_refused() {
        let limits = Limits { file: 10, piece: 100 };
        assert!(Stream::new(&[b'a'; 11][..], limits).read_to_end(&mut Vec::new()).is_err());
        let limits = Limits { file: 1_000_000, piece: 100 };
        let mut stream = Stream::new(&[b'a'; 200_000][..], limits);
        assert!(stream.read_to_end(&mut Vec::new()).is_err());
    }

    #[test]
    fn lines_are_counted() {
        let mut stream = Stream::new(&b"a\nb\r\nc"[..], LIMITS);
        assert_eq!(stream.line(), 1);
        stream.consume(0);
        stream.fill_buf().unwrap();
        stream.consume(2);
        assert_eq!(stream.line(), 2);
        stream.consume(3);
        assert_eq!(stream.line(), 3);
    }
}
