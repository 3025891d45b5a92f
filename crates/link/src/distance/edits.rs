//! Edit distances: how many letters to put in, take out, change (and, for Damerau, swap) to get from one text to another.

use super::SHORT;

/// How long most names are, in bytes.
const USUAL: usize = 16;

/// Levenshtein distance: insertions, deletions, substitutions.
pub fn levenshtein(a: &[u8], b: &[u8]) -> usize {
    let (a, b) = without_shared_ends(a, b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    if b.len() > SHORT {
        return strsim::generic_levenshtein(&a.to_vec(), &b.to_vec());
    }
    let mut row = [0usize; SHORT + 1];
    for (at, cell) in row.iter_mut().enumerate().take(b.len() + 1) {
        *cell = at;
    }
    for (up, letter) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = up + 1;
        for (at, other) in b.iter().enumerate() {
            let change = corner + usize::from(letter != other);
            corner = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Damerau–Levenshtein distance (unrestricted: a swapped pair may be edited again).
pub fn damerau(a: &[u8], b: &[u8]) -> usize {
    let (a, b) = without_shared_ends(a, b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    // A small matrix is made empty sooner than a large one. Each has a row and a column for nothing, and a border.
    match a.len().max(b.len()) {
        length if length <= USUAL => damerau_in::<{ USUAL + 2 }>(a, b),
        length if length <= SHORT => damerau_in::<{ SHORT + 2 }>(a, b),
        _ => strsim::generic_damerau_levenshtein(a, b),
    }
}

/// In a matrix of that many rows and columns.
fn damerau_in<const SIDE: usize>(a: &[u8], b: &[u8]) -> usize {
    // The matrix has a border of "infinity" above and left of the usual first row and column.
    let far = (a.len() + b.len()) as u8;
    let mut last_row_of = [0u8; 256];
    let mut cells = [[0u8; SIDE]; SIDE];
    cells[0][0] = far;
    for (up, row) in cells.iter_mut().enumerate().skip(1).take(a.len() + 1) {
        row[0] = far;
        row[1] = (up - 1) as u8;
    }
    for at in 0..=b.len() {
        cells[0][at + 1] = far;
        cells[1][at + 1] = at as u8;
    }
    for up in 1..=a.len() {
        let mut last_match = 0usize;
        for at in 1..=b.len() {
            let (row, column) = (usize::from(last_row_of[usize::from(b[at - 1])]), last_match);
            let same = a[up - 1] == b[at - 1];
            let change = cells[up][at] + u8::from(!same);
            let swap = cells[row][column] + (up - row - 1) as u8 + 1 + (at - column - 1) as u8;
            cells[up + 1][at + 1] = change.min(cells[up + 1][at] + 1).min(cells[up][at + 1] + 1).min(swap);
            if same {
                last_match = at;
            }
        }
        last_row_of[usize::from(a[up - 1])] = up as u8;
    }
    usize::from(cells[a.len() + 1][b.len() + 1])
}

/// An edit distance where it is at most `limit`, and infinity where it is more: most pairs are told apart by their lengths
/// or by where they begin to differ, and cost next to nothing.
pub fn within(a: &[u8], b: &[u8], limit: usize, distance: impl Fn(&[u8], &[u8]) -> usize) -> f64 {
    let (one, other) = without_shared_ends(a, b);
    // One edit takes one letter away and brings another, so texts of other letters are far apart whatever their order.
    if one.len().abs_diff(other.len()) > limit
        || (letters(one) ^ letters(other)).count_ones() as usize > 2 * limit
    {
        return f64::INFINITY;
    }
    match (limit, one.len().max(other.len())) {
        (_, 0) => 0.0,
        // What is left begins and ends differently, so one edit mends it only where it is one letter.
        (1, 1) => 1.0,
        (1, 2) => {
            let edits = distance(one, other);
            if edits <= 1 { edits as f64 } else { f64::INFINITY }
        }
        (1, _) => f64::INFINITY,
        _ => match distance(one, other) {
            edits if edits <= limit => edits as f64,
            _ => f64::INFINITY,
        },
    }
}

/// Which letters a text has, a bit each.
fn letters(text: &[u8]) -> u64 {
    text.iter().fold(0, |letters, letter| letters | 1 << (letter & 63))
}

/// Damerau's distance where it is at most one, and infinity where it is more.
pub fn within_one_swap(a: &[u8], b: &[u8]) -> f64 {
    match without_shared_ends(a, b) {
        ([], []) => 0.0,
        ([_], [] | [_]) | ([], [_]) => 1.0,
        ([a, b], [c, d]) if a == d && b == c => 1.0,
        _ => f64::INFINITY,
    }
}

/// Both texts without the beginning and the end that they share: neither changes the distance.
fn without_shared_ends<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}
