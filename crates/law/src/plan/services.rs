//! Whom a family means when it says who must not have its plan: "schools", or "my ex Kevin and Oakfield". What is matched here is
//! only ever marked as a no, which a person with a reason can set aside; whatever is not matched is asked about.

/// Words by which a service gives away of which kind it is, by the recipients that councils' notices name. Whole words, in small
/// letters.
const KNOWN_BY: [(&str, &[&str]); 7] = [
    (
        "schools",
        &[
            "school",
            "schools",
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
const NO_NAMES: [&str; 31] = [
    "a", "all", "also", "anybody", "anyone", "at", "from", "her", "his", "in", "my", "of", "on", "or", "our",
    "please", "s", "the", "their", "to", "with", "mr", "mrs", "ms", "miss", "mx", "dr", "not", "no", "who",
    "is",
];

/// Of which kinds a service is, as far as its name says so, or else somebody's job: ids of recipients of the notice. A school
/// nurse of the health service is health.
pub fn kinds_of_service(organisation: &str, role: &str) -> Vec<&'static str> {
    let of = |text: &str| -> Vec<&'static str> {
        let said = words(text);
        let is = |known: &[&str]| said.iter().any(|word| known.contains(&word.as_str()));
        KNOWN_BY.iter().filter(|(_, known)| is(known)).map(|(kind, _)| *kind).collect()
    };
    let by_name = of(organisation);
    if by_name.is_empty() { of(role) } else { by_name }
}

/// Whether what the family wrote ("Kevin, and Oakfield school") means this person or their organisation. Doubt counts as yes:
/// one name is enough.
pub fn is_meant(written: &str, name: &str, organisation: &str) -> bool {
    let [name, organisation] = [name, organisation].map(names);
    let mut parts = Vec::new();
    for line in written.split([',', ';', '.', '\n', '/', '&']) {
        parts.extend(line.split(" and ").map(names));
    }
    parts.iter().any(|part| {
        let within = |inner: &[String], outer: &[String]| {
            !inner.is_empty() && inner.iter().all(|word| outer.contains(word))
        };
        within(part, &name)
            || within(part, &organisation)
            || within(&name, part)
            || within(&organisation, part)
    })
}

fn names(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| !NO_NAMES.contains(&word.as_str())).collect()
}

fn words(text: &str) -> Vec<String> {
    let apart = text.split(|letter: char| !letter.is_alphanumeric());
    apart.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
