//! What is loaded once, at the start.

use crate::cin::{self, sample as cin_sample};
use crate::ssda903::{self, Context, sample as ssda903_sample};
use crate::working_days;
use crate::year::CollectionYear;

/// Loads everything that the rules read once: code sets, numbers of authorities, bank holidays, the list of rules, and, by asking them of
/// one invented child of each collection, the program text of the rules themselves.
///
/// A server calls it when it starts. Otherwise the first child that somebody saves pays for it. Calling it again does no harm.
pub fn warm_up() {
    let year = CollectionYear::LAST;
    cin::codes::load();
    working_days::is_working_day(year.last_day());
    let mut file = Vec::new();
    // Writing to memory and reading what was written cannot fail; if it did, nothing would be lost but the head start.
    let _ = cin_sample::write(&cin_sample::Sample { year, children: 1, seed: 1, errors: 0 }, &mut file);
    if let Ok(census) = cin::read::census(&file[..], None, |_| {}) {
        cin::check_child(&census.cin);
    }
    let child = ssda903_sample::invent(&ssda903_sample::Sample { year, children: 1, seed: 1, errors: 0 });
    if let Some(header) = child.now.header.first() {
        let id = header.child.short();
        ssda903::check_child(id.as_str(), &child.now, Some(&child.last), &Context::default());
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_child_it_warms_up_with_is_one_that_rules_are_asked_of() {
        super::warm_up();
        let sample = super::ssda903_sample::Sample {
            year: super::CollectionYear::LAST,
            children: 1,
            seed: 1,
            errors: 0,
        };
        let child = super::ssda903_sample::invent(&sample);
        assert!(!child.now.header.is_empty() && !child.now.episodes.is_empty());
        assert!(!super::cin::codes::set("Ethnicity").is_empty());
    }
}
