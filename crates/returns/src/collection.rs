//! Which collection a file says it is of: to tell somebody who handed in the other one.

use crate::read::decode;
use crate::ssda903;

/// A statutory return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// The children in need census.
    Census,
    /// SSDA903, children looked after.
    LookedAfter,
}

/// So much of a file is looked at.
const BEGINNING: usize = 64 * 1024;

/// Elements that only the census has, and only SSDA903.
const OF_CENSUS: [&str; 4] = ["<childidentifiers", "<lachildid", "<cindetails", "<collection>cin"];
const OF_LOOKED_AFTER: [&str; 4] = ["<expssda903", "<ssda903", "<childid>", "<decom"];

impl Collection {
    /// What the beginning of a file says. `None` where it says nothing: workbooks, zips and what is neither.
    pub fn told(bytes: &[u8]) -> Option<Collection> {
        if bytes.starts_with(b"PK") {
            return None;
        }
        let text = decode::text(bytes.get(..BEGINNING).unwrap_or(bytes));
        let text = text.trim_start();
        if !text.starts_with('<') {
            let headings = text.lines().next().unwrap_or_default();
            return ssda903::is_headings(headings).then_some(Collection::LookedAfter);
        }
        let text = text.to_ascii_lowercase();
        let first = |names: &[&str]| names.iter().filter_map(|it| text.find(it)).min();
        match (first(&OF_CENSUS), first(&OF_LOOKED_AFTER)) {
            (None, None) => None,
            (Some(census), Some(looked_after)) if looked_after < census => Some(Collection::LookedAfter),
            (Some(_), _) => Some(Collection::Census),
            (None, Some(_)) => Some(Collection::LookedAfter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cin, year::CollectionYear};

    #[test]
    fn files_say_what_they_are() {
        let year = CollectionYear::LAST;
        let mut census = Vec::new();
        cin::sample::write(&cin::sample::Sample { year, children: 3, seed: 1, errors: 0 }, &mut census)
            .unwrap();
        assert_eq!(Collection::told(&census), Some(Collection::Census));
        let sample = ssda903::sample::Sample { year, children: 30, seed: 1, errors: 0 };
        let invented = ssda903::sample::invent(&sample).now;
        for file in ssda903::sample::files(&invented).unwrap() {
            assert_eq!(Collection::told(&file.bytes), Some(Collection::LookedAfter), "{}", file.name);
        }
        let xml = ssda903::sample::xml(&invented);
        assert_eq!(Collection::told(xml.as_bytes()), Some(Collection::LookedAfter));
    }

    #[test]
    fn what_says_nothing_is_nothing() {
        for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7", b"name,age\nA,3\n", b"<html><body>", b"\xff\xfe"]
        {
            assert_eq!(Collection::told(bytes), None);
        }
    }
}
