//! Two children who look like one: the worst pair to merge.

use jiff::civil::Date;

/// What is compared of a record. Personal data, so it has no `Debug`.
#[derive(Clone)]
pub struct Sibling {
    /// Every first name and name they go by.
    pub first_names: Vec<String>,
    /// Born on this day; nothing while that is not known to the day.
    pub born_on: Option<Date>,
    /// Where they live or lived: first line and postcode.
    pub addresses: Vec<String>,
    /// The records of their parents.
    pub parents: Vec<String>,
}

/// Whether two records could be twins: born on one day, at one address or of one parent, and with no first name in common. Two thirds of
/// the pairs that are merged wrongly look like this.
pub fn could_be_twins(one: &Sibling, other: &Sibling) -> bool {
    let born_together = one.born_on.is_some() && one.born_on == other.born_on;
    let same = |ones: &[String], others: &[String]| {
        ones.iter().any(|one| others.iter().any(|other| plain(one) == plain(other)))
    };
    let one_home = same(&one.addresses, &other.addresses) || same(&one.parents, &other.parents);
    born_together && one_home && !same(&one.first_names, &other.first_names)
}

/// Without what a hand adds: capitals, commas and spaces.
fn plain(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn child(name: &str, born: Option<Date>, address: &str, parent: &str) -> Sibling {
        let list = |word: &str| if word.is_empty() { Vec::new() } else { vec![word.to_owned()] };
        Sibling { first_names: list(name), born_on: born, addresses: list(address), parents: list(parent) }
    }

    #[test]
    fn born_together_under_one_roof_with_different_names() {
        let day = Some(date(2016, 5, 1));
        let ada = child("Ada", day, "3 Mill Lane ML1 1AA", "");
        assert!(could_be_twins(&ada, &child("Eve", day, "3 mill lane ML1 1AA", "")));
        assert!(could_be_twins(&child("Ada", day, "", "p"), &child("Eve", day, "", "p")), "of one mother");
        assert!(!could_be_twins(&ada, &child("ADA", day, "3 Mill Lane ML1 1AA", "")), "the same name");
        assert!(!could_be_twins(&ada, &child("Eve", Some(date(2016, 5, 2)), "3 Mill Lane ML1 1AA", "")));
        assert!(!could_be_twins(&ada, &child("Eve", day, "4 Mill Lane ML1 1AA", "")), "another home");
        let unknown = child("Ada", None, "3 Mill Lane ML1 1AA", "");
        assert!(
            !could_be_twins(&unknown, &child("Eve", None, "3 Mill Lane ML1 1AA", "")),
            "no day is no day in common"
        );
    }
}
