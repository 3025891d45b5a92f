//! A short way to write families down, so that tests can be read.
//!
//! ```text
//! rachel f 1987-03-02 39 Rachel Banks [home=12 Mill Lane] [link]   a person: id, sex, birth, age, name; `-` is nothing
//! rachel + dan     rachel ~ dan     rachel / dan     rachel // dan  enduring, transitory, separated, divorced
//! rachel dan > charlie maisie                                      children by birth; `>` can also be
//! =>  adopted     ~>  fostered     .>  step     *>  special guardianship
//! ```

use pictures::family::{Couple, CoupleKind, Family, Kind, ParentKind, ParentTie, Person, Sex};

/// Reads a family in this notation.
pub fn family(name: &str, lines: &str) -> Family {
    let mut family = Family { name: name.into(), ..Family::default() };
    for line in lines.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let couple = words.get(1).and_then(|it| couple_kind(it));
        let arrow = words.iter().position(|it| parent_kind(it).is_some());
        if let (Some(kind), 3) = (couple, words.len()) {
            family.couples.push(Couple { one: words[0].into(), other: words[2].into(), kind });
        } else if let Some(arrow) = arrow {
            for child in &words[arrow + 1..] {
                for parent in &words[..arrow] {
                    let kind = parent_kind(words[arrow]).expect("an arrow");
                    family.parents.push(ParentTie { parent: (*parent).into(), child: (*child).into(), kind });
                }
            }
        } else {
            family.people.push(person(line));
        }
    }
    family
}

fn couple_kind(word: &str) -> Option<CoupleKind> {
    Some(match word {
        "+" => CoupleKind::Enduring,
        "~" => CoupleKind::Transitory,
        "/" => CoupleKind::Separated,
        "//" => CoupleKind::Divorced,
        _ => return None,
    })
}

fn parent_kind(word: &str) -> Option<ParentKind> {
    Some(match word {
        ">" => ParentKind::Birth,
        "=>" => ParentKind::Adopted,
        "~>" => ParentKind::Foster,
        ".>" => ParentKind::Step,
        "*>" => ParentKind::SpecialGuardian,
        _ => return None,
    })
}

fn person(line: &str) -> Person {
    let (words, flags) = line.split_once('[').unwrap_or((line, ""));
    let words: Vec<&str> = words.split_whitespace().collect();
    let text = |it: &str| if it == "-" { String::new() } else { it.to_owned() };
    let mut person = Person {
        id: words[0].into(),
        name: text(&words[4..].join(" ")),
        age: text(words[3]),
        born: text(words[2]),
        sex: match words[1] {
            "m" => Sex::Male,
            "f" => Sex::Female,
            "o" => Sex::Other,
            _ => Sex::NotKnown,
        },
        ..Person::default()
    };
    for flag in flags.split('[').map(|it| it.trim().trim_end_matches(']')) {
        let (name, value) = flag.split_once('=').unwrap_or((flag, ""));
        match name {
            "" => {}
            "died" => person.deceased = true,
            "subject" => person.subject = true,
            "restricted" => person.restricted = true,
            "pregnancy" => person.kind = Kind::Pregnancy,
            "loss" => person.kind = Kind::Loss,
            "link" => person.link = Some(format!("/people/{}", person.id)),
            "home" => person.household = value.into(),
            "dates" => person.dates = value.into(),
            "twins" => person.twins = value.into(),
            other => panic!("no such flag: {other}"),
        }
    }
    person
}
