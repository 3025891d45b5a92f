//! Ofsted's list of providers, against which rules hold the unique reference numbers.

use rustc_hash::FxHashMap;

use super::day::Day;
use super::text::Text;

/// A provider, as far as rules ask.
#[derive(Debug, Clone, Default)]
pub struct Provider {
    /// Placement types it may be used for, with commas between.
    pub place_codes: String,
    /// Codes of placement provider it may be, with commas between.
    pub provider_codes: String,
    /// Its postcode without the space.
    pub postcode: Text,
    /// The day its registration ended; blank while it has not.
    pub reg_end: Day,
    /// The authority it is in, worked out from its postcode.
    pub authority: Text,
}

/// The list, by unique reference number. One number may have several entries.
#[derive(Debug, Clone, Default)]
pub struct Providers(FxHashMap<Text, Vec<Provider>>);

impl Providers {
    /// Adds an entry.
    pub fn add(&mut self, urn: &str, provider: Provider) {
        self.0.entry(Text::read(urn)).or_default().push(provider);
    }

    /// The entries of a number.
    pub fn of(&self, urn: Text) -> &[Provider] {
        self.0.get(&urn).map_or(&[], Vec::as_slice)
    }

    /// Every entry, to say whose area it is in.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Provider> {
        self.0.values_mut().flatten()
    }

    /// Is it known of any of them in whose area it is?
    pub(super) fn placed(&self) -> bool {
        self.0.values().flatten().any(|it| it.authority.given())
    }

    /// How many numbers.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// No number at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Is this code in a list with commas between?
pub(super) fn lists(list: &str, code: Text) -> bool {
    list.split(',').any(|entry| Text::read(entry) == code && code.given())
}

/// A postcode as it is compared: capitals, no space.
pub fn plain_postcode(postcode: &str) -> Text {
    Text::code(&postcode.chars().filter(|it| !it.is_whitespace()).collect::<String>().to_ascii_uppercase())
}
