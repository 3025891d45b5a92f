//! The time in London.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::working_days::CannotCompute;

/// Greenwich Mean Time, and an hour more from the last Sunday of March to the last Sunday of October at 01:00 UTC
/// (Summer Time Act 1972 as amended in 2002). Written as a rule rather than read from the machine's database of zones:
/// the answer must not depend on what is installed.
const RULE: &str = "GMT0BST,M3.5.0/1,M10.5.0/2";

static LONDON: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix(RULE).expect("the rule is a constant and every test reads it"));

/// The time zone every council in England keeps.
pub fn london() -> &'static TimeZone {
    &LONDON
}

/// The date and time on the wall in London at `instant`.
pub fn to_london(instant: Timestamp) -> Zoned {
    instant.to_zoned(LONDON.clone())
}

/// The instant at which a London clock shows `wall`. In the hour that happens twice, the first; in the hour that is
/// skipped, as if it had not been.
pub(super) fn instant(wall: DateTime) -> Result<Timestamp, CannotCompute> {
    wall.to_zoned(LONDON.clone()).map(|zoned| zoned.timestamp()).map_err(|_| CannotCompute::TooFar)
}
