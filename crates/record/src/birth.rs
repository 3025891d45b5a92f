//! A date of birth, or what is known of it, as columns.

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use serde_json::Value;

use crate::{Error, Result};

/// The columns of `lookup.birth`.
pub(crate) struct BirthColumns {
    /// What is known, as `law` holds it.
    pub stated: Value,
    /// The first day it could be.
    pub earliest_on: Option<Date>,
    /// The last day it could be.
    pub latest_on: Option<Date>,
}

impl BirthColumns {
    pub fn of(birth: &DateOfBirth) -> BirthColumns {
        let (earliest_on, latest_on) = birth.bounds().unzip();
        BirthColumns { stated: stated(birth), earliest_on, latest_on }
    }
}

/// For the column `stated`.
pub(crate) fn stated(birth: &DateOfBirth) -> Value {
    serde_json::to_value(birth).unwrap_or(Value::Null)
}

/// From the column `stated`.
pub(crate) fn read(stated: Value) -> Result<DateOfBirth> {
    serde_json::from_value(stated).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}
