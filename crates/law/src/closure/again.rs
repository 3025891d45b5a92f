//! A family that asks again soon after closure is pointed out: perhaps work ended too early.

use jiff::civil::Date;

use crate::age::months;
use crate::pack::{Clock, Council};
use crate::working_days::{CannotCompute, day_month_year, long, plural};

/// A request that comes soon after closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAgain {
    /// The last day that counts as soon.
    pub until: Date,
    /// The arithmetic in one sentence.
    pub told: String,
}

/// Whether a request received on `received_on` comes soon after the closure of `closed_on`, by the clock ‘re-request’.
/// `None` where it comes later, or before the closure.
///
/// # Errors
/// The calendar does not reach.
pub fn asked_again(
    closed_on: Date,
    received_on: Date,
    clock: &Clock,
    council: &Council,
) -> Result<Option<AskedAgain>, CannotCompute> {
    let until = clock.rule(council).last_day(closed_on)?;
    if received_on < closed_on || received_on > until {
        return Ok(None);
    }
    let between = match months(closed_on, received_on) {
        0 => plural(closed_on.duration_until(received_on).as_hours() / 24, "day"),
        months => plural(months.into(), "month"),
    };
    let told = format!(
        "Asked again {between} after closure: closed on {}, and {} end on {}",
        long(closed_on),
        clock.limit,
        day_month_year(until)
    );
    Ok(Some(AskedAgain { until, told }))
}
