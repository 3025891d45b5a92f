//! Ethnicity, origin and language. They correlate loosely, as in life.

use crate::dice::Dice;

/// Where a family's names come from.
#[derive(Debug, PartialEq)]
pub(crate) struct Origin {
    /// As in the tables.
    pub name: &'static str,
    /// Of 100 children born here, how many are given a name common in England.
    pub english_names: u32,
    /// Code of the first language of many adults, with how many of 100 speak it first, and how many of those need an interpreter.
    pub language: Option<(&'static str, u32, u32)>,
    /// The nationality of adults not British.
    pub nationality: Option<&'static str>,
}

const fn origin(
    name: &'static str,
    english_names: u32,
    language: Option<(&'static str, u32, u32)>,
    nationality: Option<&'static str>,
) -> Origin {
    Origin { name, english_names, language, nationality }
}

/// All origins. The first is England's.
pub(crate) static ORIGINS: [Origin; 28] = [
    origin("english", 100, None, None),
    origin("polish", 35, Some(("pl", 90, 22)), Some("Polish")),
    origin("romanian", 35, Some(("ro", 92, 30)), Some("Romanian")),
    origin("pakistani", 6, Some(("ur", 45, 18)), Some("Pakistani")),
    origin("bangladeshi", 4, Some(("bn", 50, 22)), Some("Bangladeshi")),
    origin("sikh", 22, Some(("pa", 50, 12)), Some("Indian")),
    origin("indian", 20, Some(("gu", 45, 8)), Some("Indian")),
    origin("nigerian", 45, Some(("yo", 35, 3)), Some("Nigerian")),
    origin("ghanaian", 55, Some(("tw", 35, 3)), Some("Ghanaian")),
    origin("zimbabwean", 50, Some(("sn", 40, 3)), Some("Zimbabwean")),
    origin("somali", 3, Some(("so", 75, 35)), Some("Somali")),
    origin("arabic", 8, Some(("ar", 75, 35)), Some("Syrian")),
    origin("kurdish", 8, Some(("ku", 80, 40)), Some("Iraqi")),
    origin("turkish", 20, Some(("tr", 70, 25)), Some("Turkish")),
    origin("chinese", 65, Some(("yue", 55, 18)), Some("Hong Kong British (overseas)")),
    origin("vietnamese", 40, Some(("vi", 75, 35)), Some("Vietnamese")),
    origin("filipino", 55, Some(("tl", 60, 3)), Some("Filipino")),
    origin("tamil", 20, Some(("ta", 70, 18)), Some("Sri Lankan")),
    origin("portuguese", 35, Some(("pt", 80, 20)), Some("Portuguese")),
    origin("italian", 40, Some(("it", 60, 8)), Some("Italian")),
    origin("lithuanian", 35, Some(("lt", 85, 18)), Some("Lithuanian")),
    origin("bulgarian", 30, Some(("bg", 90, 32)), Some("Bulgarian")),
    origin("ukrainian", 12, Some(("uk", 95, 40)), Some("Ukrainian")),
    origin("slovak-roma", 45, Some(("rom", 65, 35)), Some("Slovak")),
    origin("caribbean", 75, None, Some("Jamaican")),
    origin("albanian", 30, Some(("sq", 80, 28)), Some("Albanian")),
    origin("iranian", 20, Some(("fa", 75, 25)), Some("Iranian")),
    origin("afghan", 4, Some(("prs", 85, 50)), Some("Afghan")),
];

/// The origin called `name`; England's for a name unknown.
pub(crate) fn origin_called(name: &str) -> &'static Origin {
    ORIGINS.iter().find(|origin| origin.name == name).unwrap_or(&ORIGINS[0])
}

/// The DfE codes of a mother, a father and their children.
pub(crate) type Ethnicities = (&'static str, &'static str, &'static str);

/// Per 10,000 families, near the 2021 Census of England for families with children.
const FAMILIES: [(Ethnicities, u32); 23] = [
    (("WBRI", "WBRI", "WBRI"), 7060),
    (("WIRI", "WIRI", "WIRI"), 50),
    (("WIRT", "WIRT", "WIRT"), 15),
    (("WROM", "WROM", "WROM"), 50),
    (("WOTH", "WOTH", "WOTH"), 700),
    (("AIND", "AIND", "AIND"), 320),
    (("APKN", "APKN", "APKN"), 420),
    (("ABAN", "ABAN", "ABAN"), 175),
    (("AOTH", "AOTH", "AOTH"), 165),
    (("BAFR", "BAFR", "BAFR"), 390),
    (("BCRB", "BCRB", "BCRB"), 85),
    (("BOTH", "BOTH", "BOTH"), 60),
    (("CHNE", "CHNE", "CHNE"), 65),
    (("OOTH", "OOTH", "OOTH"), 215),
    (("WBRI", "BCRB", "MWBC"), 110),
    (("BCRB", "WBRI", "MWBC"), 40),
    (("WBRI", "BAFR", "MWBA"), 90),
    (("WBRI", "APKN", "MWAS"), 80),
    (("AIND", "WBRI", "MWAS"), 70),
    (("WBRI", "CHNE", "MOTH"), 25),
    (("WBRI", "OOTH", "MOTH"), 60),
    (("WOTH", "OOTH", "MOTH"), 45),
    (("WBRI", "WOTH", "WOTH"), 110),
];

/// The ethnicities of a family.
pub(crate) fn ethnicities(dice: &mut Dice) -> Ethnicities {
    dice.weighted(&FAMILIES)
}

/// An origin for somebody of an ethnicity.
pub(crate) fn origin_for(dice: &mut Dice, ethnicity: &str) -> &'static Origin {
    let choices: &[(&str, u32)] = match ethnicity {
        "WROM" => &[("slovak-roma", 60), ("romanian", 30), ("english", 10)],
        "WOTH" => &[
            ("polish", 36),
            ("romanian", 28),
            ("lithuanian", 8),
            ("portuguese", 9),
            ("italian", 5),
            ("bulgarian", 6),
            ("ukrainian", 5),
            ("turkish", 3),
            ("albanian", 4),
        ],
        "AIND" => &[("sikh", 35), ("indian", 65)],
        "APKN" => &[("pakistani", 1)],
        "ABAN" => &[("bangladeshi", 1)],
        "AOTH" => &[("tamil", 32), ("filipino", 30), ("vietnamese", 12), ("afghan", 26)],
        "BAFR" => &[("nigerian", 42), ("ghanaian", 18), ("zimbabwean", 14), ("somali", 26)],
        "BCRB" => &[("caribbean", 1)],
        "BOTH" => &[("caribbean", 50), ("nigerian", 25), ("ghanaian", 25)],
        "CHNE" => &[("chinese", 1)],
        "OOTH" => &[("arabic", 50), ("kurdish", 20), ("turkish", 10), ("afghan", 10), ("iranian", 10)],
        _ => &[("english", 1)],
    };
    origin_called(dice.weighted(choices))
}
