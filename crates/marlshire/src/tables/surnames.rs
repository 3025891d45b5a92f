//! Family names by origin.

use std::collections::BTreeMap;

use super::{Weighted, rows, weight};
use crate::dice::Dice;
use crate::people::{Origin, Sex};

/// Family names.
pub(crate) struct Surnames {
    england: Weighted,
    origins: BTreeMap<&'static str, Weighted>,
}

/// Names only women carry where they come from; sons take their father's.
const WOMENS: [&str; 10] =
    ["Begum", "Bibi", "Khatun", "Khanom", "Akter", "Sultana", "Parveen", "Kauser", "Akhtar", "Kaur"];

impl Surnames {
    pub(super) fn read() -> Self {
        let mut england = Weighted::default();
        for row in rows(include_str!("../../data/surnames_england.csv")) {
            england.add(row[0], weight(row[1]));
        }
        let mut origins: BTreeMap<&'static str, Weighted> = BTreeMap::new();
        for row in rows(include_str!("../../data/surnames_by_origin.csv")) {
            origins.entry(row[0]).or_default().add(row[1], weight(row[2]));
        }
        Self { england, origins }
    }

    /// A family name, in the form a person of this sex carries.
    pub fn pick(&self, dice: &mut Dice, origin: &Origin, sex: Sex) -> String {
        let table = self.origins.get(origin.name).unwrap_or(&self.england);
        let mut name = table.pick(dice);
        for _ in 0..8 {
            if sex == Sex::Female || !WOMENS.contains(&name) {
                break;
            }
            name = table.pick(dice);
        }
        for_sex(name, origin, sex)
    }
}

/// The form of a family name that a person of this sex carries: Kowalski and Kowalska, Ivanov and Ivanova, Singh and Kaur.
pub(crate) fn for_sex(name: &str, origin: &Origin, sex: Sex) -> String {
    let changed = match (origin.name, sex) {
        ("polish", Sex::Female) => swap_end(name, "ski", "ska"),
        ("polish", Sex::Male) => swap_end(name, "ska", "ski"),
        ("bulgarian", Sex::Female) => swap_end(name, "ov", "ova").or_else(|| swap_end(name, "ev", "eva")),
        ("bulgarian", Sex::Male) => swap_end(name, "ova", "ov").or_else(|| swap_end(name, "eva", "ev")),
        ("slovak-roma", Sex::Male) => swap_end(name, "ova", ""),
        ("lithuanian", Sex::Male) => swap_end(name, "iene", "as"),
        ("sikh", Sex::Female) if name == "Singh" => Some("Kaur".to_string()),
        ("sikh", Sex::Male) if name == "Kaur" => Some("Singh".to_string()),
        _ => None,
    };
    changed.unwrap_or_else(|| name.to_string())
}

fn swap_end(name: &str, from: &str, to: &str) -> Option<String> {
    name.strip_suffix(from).map(|stem| format!("{stem}{to}"))
}
