//! Rows as `copy … to stdout (format binary)` gives them: ten million of them must not take minutes.

/// Bytes that arrive in pieces, and the rows in them.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    at: usize,
    begun: bool,
}

/// Signature, flags and length of an extension there never is.
const HEADER: usize = 19;

/// One row: each field's bytes, nothing for null.
pub(super) type Row<'a, const N: usize> = [Option<&'a [u8]>; N];

impl Rows {
    /// More bytes have come.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.at = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// The next row, if all of it has come. Nothing at the end.
    ///
    /// # Panics
    /// If rows have other than `N` fields: the query and its reader do not fit.
    pub fn next<const N: usize>(&mut self) -> Option<Row<'_, N>> {
        if !self.begun {
            if self.bytes.len() < HEADER {
                return None;
            }
            (self.begun, self.at) = (true, HEADER);
        }
        let mut at = self.at;
        let fields = i16::from_be_bytes(take(&self.bytes, &mut at)?);
        if fields == -1 {
            return None;
        }
        assert_eq!(usize::try_from(fields), Ok(N), "the query gives the fields its reader expects");
        let mut ranges = [None; N];
        for range in &mut ranges {
            let length = i32::from_be_bytes(take(&self.bytes, &mut at)?);
            if let Ok(length) = usize::try_from(length) {
                *range = Some((at, at + length));
                at += length;
            }
        }
        if at > self.bytes.len() {
            return None;
        }
        self.at = at;
        Some(ranges.map(|range| range.map(|(from, to)| &self.bytes[from..to])))
    }
}

fn take<const N: usize>(bytes: &[u8], at: &mut usize) -> Option<[u8; N]> {
    let taken = bytes.get(*at..*at + N)?.try_into().ok()?;
    *at += N;
    Some(taken)
}

/// A big-endian number of that many bytes.
pub(super) fn i64(field: &[u8]) -> Option<i64> {
    field.try_into().ok().map(i64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_in_pieces_of_any_size() {
        let mut all = [b"PGCOPY\n\xff\r\n\0".as_slice(), &[0; 8]].concat();
        for number in [7_i64, 8] {
            all.extend([0, 2, 0, 0, 0, 8]);
            all.extend(number.to_be_bytes());
            all.extend([0xff; 4]);
        }
        all.extend([0xff, 0xff]);
        for size in 1..all.len() {
            let (mut rows, mut found) = (Rows::default(), Vec::new());
            for piece in all.chunks(size) {
                rows.push(piece);
                while let Some([Some(number), None]) = rows.next::<2>() {
                    found.push(i64(number).unwrap());
                }
            }
            assert_eq!(found, [7, 8], "pieces of {size}");
        }
    }
}
