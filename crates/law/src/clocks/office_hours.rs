//! When the council's office is open.

use jiff::civil::{Time, time};

/// When the office opens and closes on a working day, London time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// The office opens.
    pub opens: Time,
    /// The office closes; what is due on a working day is due by now.
    pub closes: Time,
}

impl Default for OfficeHours {
    /// 9am to 5pm.
    fn default() -> Self {
        Self { opens: time(9, 0, 0, 0), closes: time(17, 0, 0, 0) }
    }
}
