//! Invented examples of every picture that is not a genogram.

use pictures::Scores;
use pictures::caseload::{Bar, Caseload};
use pictures::ecomap::{Connection, Ecomap, Flow, Strength};
use pictures::timeline::{Event, Timeline};
use pictures::trend::{Trend, TrendPoint};
use pictures::wheel::{Domain, Wheel};
use pictures::windscreen::{Level, Windscreen};

pub fn ecomap() -> Ecomap {
    let connection = |name: &str, role: &str, strength, flow| Connection {
        name: name.into(),
        role: role.into(),
        strength,
        flow,
        link: None,
    };
    let mut ecomap = Ecomap {
        name: "the Banks family".into(),
        middle: ["Rachel", "Daniel", "Charlie", "Maisie"].map(str::to_owned).into(),
        connections: vec![
            connection("John Banks", "grandfather", Strength::Strong, Flow::BothWays),
            connection("Oakfield Primary School", "Maisie's school", Strength::Strong, Flow::ToFamily),
            connection("Northgate Academy", "Charlie's school", Strength::Stressful, Flow::FromFamily),
            connection("Kate", "friend", Strength::Weak, Flow::NotSaid),
            connection("Meridian Homes", "landlord", Strength::Stressful, Flow::FromFamily),
            connection("Dr Amara Nwosu", "GP", Strength::Weak, Flow::ToFamily),
            connection("Felix Anand", "family support worker", Strength::Strong, Flow::ToFamily),
            connection("Thursday football", "club", Strength::Strong, Flow::BothWays),
        ],
    };
    ecomap.connections[0].link = Some("/people/john".into());
    ecomap
}

/// As many connections as a page may ever have.
pub fn busy_ecomap() -> Ecomap {
    let mut ecomap = ecomap();
    for index in 0..16 {
        let strength = [Strength::Strong, Strength::Weak, Strength::Stressful][index % 3];
        let flow = [Flow::ToFamily, Flow::FromFamily, Flow::NotSaid][index % 3];
        let name = format!("Service number {index} with a long name");
        ecomap.connections.push(Connection { name, role: "service".into(), strength, flow, link: None });
    }
    ecomap
}

fn scores(family: u8, worker: u8) -> Scores {
    Scores { family: Some(family), worker: Some(worker) }
}

pub fn trend() -> Trend {
    let point = |when: &str, scores| TrendPoint { when: when.into(), scores };
    Trend {
        name: "Getting to school".into(),
        points: vec![
            point("Start, 12 January 2026", scores(3, 2)),
            point("Review 1, 3 March 2026", scores(4, 4)),
            point("Review 2, 14 April 2026", Scores { family: None, worker: Some(4) }),
            point("Review 3, 26 May 2026", scores(7, 5)),
            point("Review 4, 7 July 2026", scores(8, 8)),
        ],
    }
}

pub fn wheel() -> Wheel {
    let names = [
        "Getting a good education",
        "Good early years development",
        "Improved mental and physical health",
        "Recovery from substance use",
        "Improved family relationships",
        "Children safe from abuse and exploitation",
        "Crime prevention",
        "Safe from domestic abuse",
        "Secure housing",
        "Financial stability",
    ];
    let mut domains: Vec<Domain> = names
        .iter()
        .enumerate()
        .map(|(index, name)| Domain {
            name: (*name).into(),
            scores: scores([3, 6, 4, 9, 5, 7, 10, 8, 2, 4][index], [2, 6, 5, 8, 3, 7, 9, 6, 2, 1][index]),
        })
        .collect();
    domains[3].scores.worker = None;
    domains[6].scores.family = Some(11);
    Wheel { name: "assessment of 3 March 2026".into(), domains }
}

pub fn windscreen() -> Windscreen {
    let level = |name: &str, meaning: &str| Level { name: name.into(), meaning: meaning.into() };
    Windscreen {
        name: "Charlie Banks".into(),
        levels: [
            level("Universal", "Services that every family has"),
            level("Additional", "Help from one service or a few"),
            level("Intensive", "Several services and one plan"),
            level("Specialist", "A social worker leads"),
        ],
        current: Some(3),
        since: "since 3 March 2026".into(),
    }
}

pub fn caseload() -> Caseload {
    let bar = |name: &str, count, part| Bar {
        name: name.into(),
        count,
        part,
        link: Some(format!("/work?worker={}", name.len())),
    };
    Caseload {
        name: "Early Help North".into(),
        unit: "families".into(),
        part_name: "with something overdue".into(),
        guide: Some(15),
        bars: vec![
            bar("Felix Anand", 14, 3),
            bar("Fern Oduya", 18, 0),
            bar("Bartholomew Featherstonehaugh-Smythe", 9, 9),
            bar("Not allocated", 2, 5),
            bar("Ines Okafor", 0, 0),
        ],
    }
}

pub fn timeline() -> Timeline {
    let event = |when: &str, words: &str, category: &str, headline: &str| Event {
        when: when.into(),
        when_words: words.into(),
        category: category.into(),
        headline: headline.into(),
        link: Some("/people/charlie/chronology#1".into()),
    };
    let mut events = vec![
        event("2012-07-10", "10 July 2012", "Birth", "Charlie born"),
        event("2014", "2014", "Address", "Moved to Mill Lane"),
        event("2016-05-04", "4 May 2016", "Birth", "Maisie born"),
        event("2019-09", "September 2019", "School", "Changed school"),
        event("2023-02-11", "11 February 2023", "Contact", "School rang: not collected"),
        event("2025-11-02", "2 November 2025", "Assessment", "Assessment begun"),
        event("", "before 2012", "Health", "Rachel's own mother died"),
        event("2026-03-03", "3 March 2026", "Plan", "Plan agreed"),
    ];
    for day in 1..=7 {
        let words = format!("{day} October 2025");
        events.push(event(&format!("2025-10-0{day}"), &words, "Contact", "Police notification"));
    }
    Timeline { name: "Charlie Banks".into(), events }
}
