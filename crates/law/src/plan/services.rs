//! Whom a family means when it says who must not have its plan: "schools", or "my ex Kevin and Oakfield". What is matched here is
//! only ever marked as a no, which a person with a reason can set aside; whatever is not matched is asked about.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words by which a service gives away of which kind it is, by the recipients that councils' notices name. Whole words, in small
/// letters.
const KNOWN_BY: [(&str, &[&str]); 7] = [
    (
        "schools",
        &[
            "school",
            "schools",
            "primary",
            "secondary",
            "infant",
            "infants",
            "junior",
            "nursery",
            "nurseries",
            "preschool",
            "playgroup",
            "college",
            "academy",
            "teacher",
            "headteacher",
            "senco",
            "sendco",
            "tutor",
        ],
    ),
    (
        "health",
        &[
            "nhs",
            "health",
            "hospital",
            "surgery",
            "clinic",
            "gp",
            "doctor",
            "nurse",
            "midwife",
            "midwifery",
            "camhs",
            "paediatrician",
            "dentist",
            "medical",
        ],
    ),
    ("police", &["police", "constabulary", "pcso", "probation"]),
    ("housing", &["housing", "homes", "landlord", "landlady", "tenancy", "lettings"]),
    ("voluntary", &["charity", "voluntary", "volunteer", "church", "mosque", "temple", "foodbank"]),
    ("adult-services", &["adult", "adults", "drug", "drugs", "alcohol", "substance", "addiction"]),
    ("jobcentre", &["jobcentre", "dwp", "benefits"]),
];

/// Words that name nobody.
const NO_NAMES: &str = "a all also an and anybody anyone at by for from her him his i in is me my no not of on or our please s she he \
    than that the their them they to we who with mr mrs ms miss mx dr sir prof rev";

/// What somebody is to a family. It names them only where nothing else does.
const TIES: &str = "ex partner husband wife boyfriend girlfriend dad daddy father mum mummy mother parent parents stepdad stepfather \
    stepmum stepmother gran granny grandma grandad grandpa nan nana grandmother grandfather uncle aunt auntie cousin brother sister \
    son daughter child children family friend friends neighbour neighbours new old former first second side";

/// Words that many services have in their name, beside those by which they give away their kind.
const NO_SERVICES: &str = "and at centre children community council county family for group high in limited ltd of our saint service \
    services st support team the trust with young";

/// Of which kinds a service is, as far as its name or somebody's job says so: ids of recipients of the notice. A school nurse of
/// the health service is both, and a church school is a school.
pub fn kinds_of_service(organisation: &str, role: &str) -> Vec<&'static str> {
    let said = words(&format!("{organisation} {role}"));
    let is = |known: &[&str]| said.iter().any(|word| known.contains(&word.as_str()));
    KNOWN_BY.iter().filter(|(_, known)| is(known)).map(|(kind, _)| *kind).collect()
}

/// Whether what the family wrote ("my ex Kevin, and Oakfield school") means this person or their organisation. Doubt counts as
/// yes: a first name is enough.
pub fn is_meant(written: &str, name: &str, organisation: &str) -> bool {
    let (own, organisation) = (names(name), words(organisation));
    parts(written).iter().any(|part| {
        let of_person = names(part);
        let first = own.first().is_some_and(|first| of_person.contains(first));
        first || is_same(&of_person, &own) || is_same(&without(words(part), NO_NAMES), &organisation)
    })
}

/// Whether what the family wrote may mean this person or their organisation: they have a name in common, be it the family's own
/// or in "Lily’s dad". Then it is asked.
pub fn may_be_meant(written: &str, name: &str, organisation: &str) -> bool {
    let common = |word: &String| {
        NO_SERVICES.split_whitespace().any(|known| known == word)
            || KNOWN_BY.iter().any(|(_, known)| known.contains(&word.as_str()))
    };
    let own = without(without(words(name), NO_NAMES), TIES);
    let services = words(organisation).into_iter().filter(|word| !common(word));
    let all: Vec<String> = own.into_iter().chain(services).collect();
    is_meant(written, name, organisation) || words(written).iter().any(|word| all.contains(word))
}

/// Whether somebody who does something in a plan, as written there, is this person: every word of one name is in the other.
pub fn is_named(written: &str, name: &str, organisation: &str) -> bool {
    let (own, organisation) = (names(name), words(organisation));
    parts(written)
        .iter()
        .any(|part| is_same(&names(part), &own) || is_same(&without(words(part), NO_NAMES), &organisation))
}

/// Whether two names of somebody who works with families may be one, whatever title, accents and marks they are written with:
/// "Mrs Jane Smith" and "jane smith", "O’Brien" and "OBrien". A name of one word is within a longer one.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (names(one), names(other));
    is_same(&one, &other) || (!one.is_empty() && one.concat() == other.concat())
}

/// All of one in the other.
fn is_same(one: &[String], other: &[String]) -> bool {
    let within = |inner: &[String], outer: &[String]| {
        !inner.is_empty() && inner.iter().all(|word| outer.contains(word))
    };
    within(one, other) || within(other, one)
}

/// What stands between commas and "and": each may be somebody else.
fn parts(written: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for line in written.split([',', ';', '.', '\n', '/', '&', '+', '(', ')']) {
        let mut part = Vec::new();
        for word in line.split_whitespace() {
            match word.to_lowercase().as_str() {
                "and" | "or" => parts.push(std::mem::take(&mut part).join(" ")),
                _ => part.push(word),
            }
        }
        parts.push(part.join(" "));
    }
    parts
}

/// The words that name somebody. Whose somebody is ("Lily’s dad") does not, and what they are only where nothing else does.
fn names(text: &str) -> Vec<String> {
    let said = text.split_whitespace().filter(|word| {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        !["'s", "’s"].iter().any(|ending| bare.ends_with(ending))
    });
    let said = without(words(&said.collect::<Vec<_>>().join(" ")), NO_NAMES);
    let own = without(said.clone(), TIES);
    if own.is_empty() { said } else { own }
}

fn without(words: Vec<String>, none: &str) -> Vec<String> {
    words.into_iter().filter(|word| !none.split_whitespace().any(|known| known == word)).collect()
}

/// Words in small letters without accents.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(bare)
        .collect();
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Letters that are no letter with an accent, though people leave the difference out.
fn bare(letter: char) -> char {
    match letter {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}
