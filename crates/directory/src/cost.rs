//! What a service costs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::day;

/// One price, in pounds sterling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// For whom or what, such as "under 18s".
    pub what: Option<String>,
    /// The amount in pence; `Some(0)` is free.
    pub pence: Option<u32>,
    /// What the amount buys, such as "per session".
    pub per: Option<String>,
    /// The first day of this price.
    pub from: Option<Date>,
    /// The last day of this price.
    pub to: Option<Date>,
}

impl Cost {
    /// Such as "under 18s: £3.50 per session, until 31 July 2027".
    pub fn in_words(&self) -> String {
        let amount = self.pence.map(|pence| match (pence / 100, pence % 100) {
            (0, 0) => "free".to_owned(),
            (pounds, 0) => format!("£{pounds}"),
            (pounds, rest) => format!("£{pounds}.{rest:02}"),
        });
        let price: Vec<&str> = [amount.as_deref(), self.per.as_deref()].into_iter().flatten().collect();
        let mut words = match (&self.what, price.is_empty()) {
            (Some(what), true) => what.clone(),
            (Some(what), false) => format!("{what}: {}", price.join(" ")),
            (None, true) => "price not stated".to_owned(),
            (None, false) => price.join(" "),
        };
        if let Some(from) = self.from {
            words.push_str(&format!(", from {}", day(from)));
        }
        if let Some(to) = self.to {
            words.push_str(&format!(", until {}", day(to)));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_price_reads_as_it_is_said() {
        let mut cost = Cost {
            what: Some("Under 18s".to_owned()),
            pence: Some(350),
            per: Some("per session".to_owned()),
            from: None,
            to: Some(date(2027, 7, 31)),
        };
        assert_eq!(cost.in_words(), "Under 18s: £3.50 per session, until 31 July 2027");
        cost = Cost { what: None, pence: Some(0), per: None, from: None, to: None };
        assert_eq!(cost.in_words(), "free");
        cost.pence = Some(3500);
        assert_eq!(cost.in_words(), "£35");
        cost.pence = None;
        assert_eq!(cost.in_words(), "price not stated");
    }
}
