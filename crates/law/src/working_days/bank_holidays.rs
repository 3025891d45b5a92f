//! Reading the committed table of bank holidays.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::CannotCompute;

/// The parts of the United Kingdom that keep different bank holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

/// The table of GOV.UK, 2012 to 2028. Open Government Licence v3.0; the file says more.
pub(super) const TABLE: &str = include_str!("../../data/bank_holidays.csv");

pub(super) struct Table {
    pub first: Date,
    pub last: Date,
    pub holidays: BTreeMap<Date, String>,
}

/// The holidays of any of `divisions`, with their names.
pub(super) fn read(table: &str, divisions: &[Division]) -> Result<Table, CannotCompute> {
    let mut years = [None, None];
    let mut holidays = BTreeMap::new();
    for (index, line) in table.lines().enumerate() {
        let unreadable = CannotCompute::UnreadableTable { line: index + 1 };
        if let Some(comment) = line.strip_prefix('#') {
            match comment.trim().split_once(',') {
                Some(("first_year", year)) => years[0] = Some(year.parse::<i16>().map_err(|_| unreadable)?),
                Some(("last_year", year)) => years[1] = Some(year.parse::<i16>().map_err(|_| unreadable)?),
                _ => {}
            }
            continue;
        }
        if line.is_empty() || line.starts_with("date,") {
            continue;
        }
        let mut fields = line.splitn(3, ',');
        let (Some(date), Some(kept_in), Some(title)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(unreadable);
        };
        let date: Date = date.parse().map_err(|_| unreadable.clone())?;
        for division in kept_in.split(' ') {
            let division = match division {
                "EW" => Division::EnglandAndWales,
                "S" => Division::Scotland,
                "NI" => Division::NorthernIreland,
                _ => return Err(unreadable),
            };
            if divisions.contains(&division) {
                holidays.entry(date).or_insert_with(|| title.to_owned());
            }
        }
    }
    let [Some(first), Some(last)] = years else { return Err(CannotCompute::UnreadableTable { line: 1 }) };
    let day = |year, month, day| Date::new(year, month, day).map_err(|_| CannotCompute::TooFar);
    Ok(Table { first: day(first, 1, 1)?, last: day(last, 12, 31)?, holidays })
}
