//! The cast: staff and families with fixed ids and dates of birth, the same for every seed and size. Tests, journeys
//! and the docs (`docs/reference/cast.md`) speak of nobody else.

mod families;
pub mod ids;
mod known_by;
mod referrals;
mod safe_and_sealed;
mod sketch;
mod staff;
mod work;

pub use staff::{FELIX, STAFF, StaffMember, sign_in, teams};

use jiff::civil::Date;

use crate::casework;
use crate::dice::Dice;
use crate::numbers::Numbers;
use crate::people::{Office, backdate, record};
use crate::places::Places;
use crate::rows::Rows;
use crate::staffing::Staff;
use sketch::{Sketch, settle};

/// The duty manager whom warnings were discussed with.
pub(crate) const DUTY_MANAGER_NAME: &str = "Maeve Calloway";

/// The cast's chance is its own, whatever the seed.
const CAST_SEED: u64 = 0xCA57;

/// Writes all families of the cast.
pub(crate) fn write(numbers: &mut Numbers, places: &Places, staff: &Staff, today: Date) -> Rows {
    let sketches: [fn(Date) -> Sketch; 13] = [
        referrals::banks,
        referrals::williams,
        families::osei,
        safe_and_sealed::lindqvist,
        families::marsh,
        families::barrow,
        families::shevchenko,
        safe_and_sealed::rahman,
        known_by::smith_elder,
        known_by::smith_younger,
        known_by::hartley,
        known_by::iqbal,
        families::okonkwo,
    ];
    let mut all = Rows::default();
    for (place, sketch) in sketches.iter().enumerate() {
        let mut dice = Dice::new(CAST_SEED, place as u64);
        let sketch = sketch(today);
        let mut office = Office { dice: &mut dice, numbers, places, staff, today };
        let since = crate::days::plus(today, -sketch.recorded_days_ago);
        let mut recorded = record(&mut office, &sketch.circle, since);
        settle(&mut recorded, &sketch);
        (sketch.work)(&mut office, &sketch, &mut recorded);
        if sketch.in_inbox {
            casework::ask(&mut office, &sketch.circle, &mut recorded);
        }
        backdate(&mut recorded.rows);
        all.append(recorded.rows);
    }
    all
}
