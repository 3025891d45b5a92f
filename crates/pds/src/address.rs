//! Is this the same address? Without a gazetteer: postcode, first line, building number, flat, range.
//!
//! The rules, and the words for what came of it, are DfE's (documentation of DFE-Digital/SUI_Matcher, address parsing).

use std::fmt;

use crate::hidden::hidden;
use crate::settings::AddressFormat;

/// An address. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Its lines without the postcode.
    pub lines: Vec<String>,
    /// Its postcode, as written.
    pub postcode: String,
}

hidden!(Address);

/// Whether two addresses are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// They are.
    Matched,
    /// Most likely: somebody should look.
    Uncertain(Doubt),
    /// Nothing speaks for it.
    Unmatched,
}

/// Why it is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// One of them names a flat, the other does not.
    FlatMissing,
    /// One is a number within the other's range.
    NumberRange,
}

/// What is told about two lists of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The best of what was compared.
    Same(Same),
    /// One side has no address.
    NotKnown,
    /// The record of the NHS is restricted.
    Withheld,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compared::Same(Same::Matched) => "Matched",
            Compared::Same(Same::Uncertain(Doubt::FlatMissing)) => "Uncertain: FlatMissing",
            Compared::Same(Same::Uncertain(Doubt::NumberRange)) => "Uncertain: NumberRange",
            Compared::Same(Same::Unmatched) => "Unmatched",
            Compared::NotKnown => "-",
            Compared::Withheld => "Withheld",
        })
    }
}

/// Compares two addresses. The first rule that says something decides.
pub fn same(one: &Address, other: &Address) -> Same {
    let (here, there) = (plain_postcode(&one.postcode), plain_postcode(&other.postcode));
    if here.is_empty() || here != there {
        return Same::Unmatched;
    }
    let first = |address: &Address| plain(address.lines.first().map(String::as_str).unwrap_or_default());
    if !first(one).is_empty() && first(one) == first(other) {
        return Same::Matched;
    }
    let (a, b) = (Numbers::of(one), Numbers::of(other));
    let (Some(here), Some(there)) = (a.building(), b.building()) else { return Same::Unmatched };
    // "Flat 2, 16 High Street" and "16 High Street": two numbers on one side, one of them the other's.
    if a.are_two() != b.are_two() && a.all().any(|number| b.all().any(|it| it == number)) {
        return Same::Uncertain(Doubt::FlatMissing);
    }
    if here == there && !(a.are_two() && b.are_two() && a.second != b.second) {
        return Same::Matched;
    }
    let second = |address: &Address, number: &Number| {
        let line = plain(address.lines.get(1).map(String::as_str).unwrap_or_default());
        line.split(|it: char| !it.is_alphanumeric() && it != '-').any(|word| word == number.text)
    };
    if second(one, there) || second(other, here) {
        return Same::Uncertain(Doubt::FlatMissing);
    }
    if here.holds(there) || there.holds(here) { Same::Uncertain(Doubt::NumberRange) } else { Same::Unmatched }
}

/// The best of comparing each with each.
pub(crate) fn any_same<'a>(some: impl IntoIterator<Item = &'a Address>, others: &[Address]) -> Option<Same> {
    let mut best = None;
    for one in some {
        for other in others {
            match same(one, other) {
                Same::Matched => return Some(Same::Matched),
                doubt @ Same::Uncertain(_) => best = Some(doubt),
                Same::Unmatched => best = best.or(Some(Same::Unmatched)),
            }
        }
    }
    best
}

/// A building number: `12`, `12a`, `12-14`.
#[derive(PartialEq, Eq)]
struct Number {
    text: String,
    from: u32,
    to: u32,
}

impl Number {
    /// The first in a line.
    fn in_line(line: &str) -> Option<Number> {
        let line = plain(line);
        let start = line.find(|letter: char| letter.is_ascii_digit())?;
        let rest = line[start..].replace(" - ", "-");
        let text: String = rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '-').collect();
        let text = text.trim_end_matches('-').to_owned();
        let digits = |part: &str| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        };
        let (from, to) = text.split_once('-').unwrap_or((&text, &text));
        let from = digits(from)?;
        let to = digits(to).unwrap_or(from).max(from);
        Some(Number { text, from, to })
    }

    /// Whether the other is a single number within this range.
    fn holds(&self, other: &Number) -> bool {
        let is_range = self.from < self.to;
        is_range && other.from == other.to && (self.from..=self.to).contains(&other.from)
    }
}

struct Numbers {
    first: Option<Number>,
    second: Option<Number>,
}

impl Numbers {
    fn of(address: &Address) -> Numbers {
        let at = |line: usize| address.lines.get(line).and_then(|line| Number::in_line(line));
        Numbers { first: at(0), second: at(1) }
    }

    /// The first line's; the second's where the first has none.
    fn building(&self) -> Option<&Number> {
        self.first.as_ref().or(self.second.as_ref())
    }

    fn are_two(&self) -> bool {
        self.first.is_some() && self.second.is_some()
    }

    fn all(&self) -> impl Iterator<Item = &Number> {
        self.first.iter().chain(&self.second)
    }
}

/// Small letters, single spaces, no commas or full stops.
fn plain(line: &str) -> String {
    let letters = line.chars().map(|it| match it {
        ',' | '.' | ';' => ' ',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    });
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A postcode for comparing: capitals, no spaces.
pub(crate) fn plain_postcode(postcode: &str) -> String {
    postcode.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The addresses in a column of a file, today's first. What is no address is left out.
pub fn read(column: &str, format: AddressFormat, postcode: &str) -> Vec<Address> {
    let mut addresses: Vec<Address> = match format {
        AddressFormat::TildePipe => column.split('|').rev().filter_map(|one| parts(one, '~', 1)).collect(),
        AddressFormat::CommaSemicolon => column.split(';').filter_map(|one| parts(one, ',', 0)).collect(),
    };
    // The file's own postcode says which of them is today's.
    if let Some(today) =
        addresses.iter().position(|it| plain_postcode(&it.postcode) == plain_postcode(postcode))
    {
        let today = addresses.remove(today);
        addresses.insert(0, today);
    }
    addresses
}

fn parts(text: &str, mark: char, skip: usize) -> Option<Address> {
    let mut parts: Vec<_> = text.split(mark).map(str::trim).skip(skip).collect();
    let postcode = parts.pop().filter(|it| !it.is_empty())?.to_owned();
    if parts.is_empty() {
        return None;
    }
    Some(Address { lines: parts.into_iter().map(str::to_owned).collect(), postcode })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lines: &[&str], postcode: &str) -> Address {
        Address { lines: lines.iter().map(|line| (*line).to_owned()).collect(), postcode: postcode.into() }
    }

    fn both_ways(one: &[&str], other: &[&str]) -> Same {
        let (one, other) = (at(one, "ZM1 1AA"), at(other, "zm11aa"));
        assert_eq!(same(&one, &other), same(&other, &one), "it must not matter which side is asked");
        same(&one, &other)
    }

    #[test]
    fn the_postcode_decides_first() {
        let line = ["12 High Street"];
        assert_eq!(same(&at(&line, "ZM1 1AA"), &at(&line, "ZM1 1AB")), Same::Unmatched);
        assert_eq!(same(&at(&line, ""), &at(&line, "")), Same::Unmatched);
        assert_eq!(both_ways(&line, &["12 HIGH  STREET,", "Quillham"]), Same::Matched);
    }

    #[test]
    fn then_the_building_number() {
        assert_eq!(both_ways(&["12 High Street"], &["12 High St"]), Same::Matched);
        assert_eq!(both_ways(&["Rose Cottage", "12 High Street"], &["12 High St"]), Same::Matched);
        assert_eq!(both_ways(&["12 High Street"], &["14 High Street"]), Same::Unmatched);
        assert_eq!(both_ways(&["12a High Street"], &["12b High Street"]), Same::Unmatched);
        assert_eq!(both_ways(&["Rose Cottage"], &["Thorn Cottage"]), Same::Unmatched);
        assert_eq!(both_ways(&["Rose Cottage"], &["12 High Street"]), Same::Unmatched);
        assert_eq!(both_ways(&[], &["12 High Street"]), Same::Unmatched);
    }

    #[test]
    fn a_flat_that_one_side_leaves_out_is_uncertain() {
        let doubt = Same::Uncertain(Doubt::FlatMissing);
        assert_eq!(both_ways(&["Flat 2", "16 High Street"], &["16 High Street"]), doubt);
        assert_eq!(both_ways(&["Flat 2", "16 High Street"], &["Flat 3", "16 High St"]), Same::Unmatched);
        assert_eq!(both_ways(&["Flat 2", "16 High Street"], &["Flat 2,", "18 High Street"]), Same::Matched);
        assert_eq!(
            both_ways(&["Flat 2 Rose House", "16 High Street"], &["Flat 2", "16 High St"]),
            Same::Matched
        );
        assert_eq!(
            both_ways(&["Flat 2 Rose House", "16 High Street"], &["Flat 2", "18 High St"]),
            Same::Unmatched
        );
    }

    #[test]
    fn a_number_within_a_range_is_uncertain_and_the_same_range_is_not() {
        let doubt = Same::Uncertain(Doubt::NumberRange);
        assert_eq!(both_ways(&["12-14 High Street"], &["12 - 14 High St"]), Same::Matched);
        assert_eq!(both_ways(&["12–14 High Street"], &["12-14 High St"]), Same::Matched);
        assert_eq!(both_ways(&["12-14 High Street"], &["13 High Street"]), doubt);
        assert_eq!(both_ways(&["12-14 High Street"], &["16 High Street"]), Same::Unmatched);
        assert_eq!(both_ways(&["12-14 High Street"], &["13-15 High Street"]), Same::Unmatched);
    }

    #[test]
    fn both_of_dfes_formats_are_read_todays_first() {
        let lines =
            |addresses: Vec<Address>| addresses.iter().map(|it| it.lines.join("/")).collect::<Vec<_>>();
        let text = "1~2 Old Row~Quillham~ZM1 1AA|2~4 New Row~~ZM1 1AD|nonsense|~";
        assert_eq!(lines(read(text, AddressFormat::TildePipe, "")), ["4 New Row/", "2 Old Row/Quillham"]);
        assert_eq!(lines(read(text, AddressFormat::TildePipe, "zm11aa"))[0], "2 Old Row/Quillham");
        let text = "4 New Row, Quillham, ZM1 1AD; 2 Old Row, ZM1 1AA;;";
        assert_eq!(lines(read(text, AddressFormat::CommaSemicolon, "")), ["4 New Row/Quillham", "2 Old Row"]);
        assert!(read("", AddressFormat::TildePipe, "").is_empty());
    }
}
