//! Writing a request down, whom it is about, how it was screened and what was decided.

use jiff::civil::{Date, DateTime};
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use super::words::{ANALYSIS, PROFESSIONALS, RECOMMENDED, VOICES, Voice, presenting, rationale};
use crate::days;
use crate::people::{Circle, Human, Known, Office};
use crate::places;
use crate::rows::{Contact, Decision, DecisionTold, Request, RequestSubject, Rows};

/// A request to write down.
pub(crate) struct Asking {
    pub received_at: DateTime,
    /// Whether to write down what was said and leave its subjects unmatched, as in the inbox.
    pub fresh: bool,
}

/// A request written down: its id and, for each child, their place in the circle and the subject row.
pub(crate) struct Asked {
    pub request_id: Uuid,
    pub children: Vec<(usize, Uuid)>,
}

/// Writes a request about the children of a circle down.
pub(crate) fn write_request(
    office: &mut Office,
    rows: &mut Rows,
    circle: &Circle,
    children: &[usize],
    town: usize,
    asking: Asking,
) -> Asked {
    let (voice, speaks_of, words) = voice(office, circle, children, asking.received_at.date());
    let id = office.dice.uuid();
    let desk = voice.audience == "desk";
    let anonymous = voice.source_code == "9";
    let carer = circle.ties.iter().find(|tie| tie.to == children[0] && tie.main_carer == Some(true));
    let parent = carer.map(|tie| &circle.people[tie.who]);
    let referrer_name = match voice.role {
        _ if anonymous => None,
        "Parent or carer" => parent.map(full_name),
        "Young person" => Some(full_name(speaks_of)),
        _ => Some(office.dice.pick(&PROFESSIONALS).to_string()),
    };
    let organisation = voice.organisation.map(|name| {
        let school = rows
            .school_places
            .iter()
            .find(|place| place.person_id == speaks_of.id && place.attended_until.is_none());
        let school = school.map_or("Marlshire Education Service", |place| &place.school);
        name.replace("{school}", school).replace("{surgery}", &places::surgery(town, 0))
    });
    let presenting = asking.fresh.then(|| words.replace("{child}", &speaks_of.first));
    rows.requests.push(Request {
        id,
        reference: office.numbers.request_reference(),
        audience: voice.audience,
        method: voice.method,
        source_code: voice.source_code,
        anonymous,
        received_at: asking.received_at,
        taken_by: desk.then(|| office.dice.pick(&office.staff.duty_officers)),
        referrer_contact: (!anonymous).then(|| format!("01632960{:03}", office.dice.below(1000))),
        referrer_name,
        referrer_role: voice.role,
        referrer_organisation: organisation,
        presenting,
        parents_know: match voice.source_code {
            "1A" => "yes",
            "9" | "1B" => "no",
            _ => office.dice.weighted(&[("yes", 70), ("no", 15), ("not-known", 15)]),
        },
    });
    let mut asked = Asked { request_id: id, children: Vec::new() };
    let postcode = circle.homes.first().filter(|home| home.confidential.is_none());
    let postcode = postcode.and_then(|home| home.places.last()).map(|place| place.postcode.clone());
    for (place, child) in children.iter().copied().enumerate() {
        let mut row =
            subject(office.dice.uuid(), id, "child", place as i32 + 1, &circle.people[child], asking.fresh);
        row.standing = if place > 0 && asking.fresh && office.dice.chance(3500) {
            "information-only"
        } else {
            "referred"
        };
        row.postcode = postcode.clone();
        if asking.fresh && office.dice.chance(3000) {
            row.last_name = row.last_name.map(|name| misspell(&name));
        }
        asked.children.push((child, row.id));
        rows.request_subjects.push(row);
    }
    if let Some(parent) = parent.filter(|parent| parent.died.is_none()) {
        let mut row = subject(office.dice.uuid(), id, "adult", 1, parent, asking.fresh);
        row.relation = carer.map(|tie| tie.kind);
        if office.dice.chance(6000) {
            row.stated = DateOfBirth::Unknown;
        }
        rows.request_subjects.push(row);
    }
    asked
}

/// Who speaks, of which child, and in what words: a school speaks of a child at school, a health visitor of a baby.
fn voice<'a>(
    office: &mut Office,
    circle: &'a Circle,
    children: &[usize],
    on: Date,
) -> (Voice, &'a Human, &'static str) {
    loop {
        let voice: Voice = office.dice.weighted(&VOICES);
        let mut choices = Vec::new();
        for child in children.iter().map(|child| &circle.people[*child]) {
            let age = days::age(child.born, on);
            let fitting = presenting(voice.role)
                .iter()
                .filter(|(youngest, oldest, _)| (*youngest..=*oldest).contains(&age));
            choices.extend(fitting.map(|(_, _, words)| (child, *words)));
        }
        // Ends: every child is of an age that the police speak of.
        if !choices.is_empty() {
            let (child, words) = office.dice.pick(&choices);
            return (voice, child, words);
        }
    }
}

fn full_name(human: &Human) -> String {
    format!("{} {}", human.first, human.last.as_deref().unwrap_or_default()).trim_end().to_string()
}

/// A subject as an asker who knows the person would type them.
pub(crate) fn subject(
    id: Uuid,
    request_id: Uuid,
    part: &'static str,
    position: i32,
    human: &Human,
    fresh: bool,
) -> RequestSubject {
    let stated = match human.known {
        Known::Exact => DateOfBirth::Exact { date: human.born },
        Known::Expected => DateOfBirth::Expected { date: human.born },
        Known::Estimated | Known::Unknown => DateOfBirth::Unknown,
    };
    RequestSubject {
        id,
        request_id,
        part,
        position,
        standing: if part == "child" { "referred" } else { "information-only" },
        relation: None,
        first_name: Some(human.first.clone()),
        last_name: human.last.clone(),
        known_as: human.known_as.clone(),
        stated,
        postcode: None,
        person_id: (!fresh).then_some(human.id),
        truly: Some(human.id),
    }
}

/// Two letters in the middle of a name the wrong way round.
fn misspell(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 4 {
        letters.swap(2, 3);
    }
    letters.into_iter().collect()
}

/// Writes the screening of a request and a decision for each child. Gives the decisions in the order of the children.
pub(crate) fn decide(
    office: &mut Office,
    rows: &mut Rows,
    asked: &Asked,
    circle: &Circle,
    outcome: &'static str,
    team: Option<&str>,
    received_at: DateTime,
) -> Vec<Uuid> {
    // Nine in ten are decided by the next working day.
    let late = office.dice.chance(1000);
    let yesterday = days::plus(office.today, -1);
    let screened = days::weekday(days::plus(received_at.date(), i32::from(received_at.hour() >= 12)));
    let decided = days::weekday(days::plus(screened, if late { office.dice.between(2, 5) } else { 0 }));
    let (hour, minute) = office.dice.office_time();
    let screened_at = days::at(screened.min(yesterday), hour, minute).max(received_at);
    let decided_at = days::at(decided.min(yesterday), 16, 30).max(screened_at);
    rows.contacts.push(Contact {
        id: office.dice.uuid(),
        request_id: asked.request_id,
        immediate_safety: if outcome == "strategy_discussion" { "act-now" } else { "safe" },
        analysis: office.dice.pick(&ANALYSIS),
        recommendation: outcome,
        recommendation_because: office.dice.pick(&RECOMMENDED),
        screened_at,
        screened_by: office.dice.pick(&office.staff.duty_officers),
    });
    let decided_by = office.dice.pick(&office.staff.duty_managers);
    let team_id = team
        .and_then(|slug| crate::cast::teams().into_iter().find(|team| team.slug == slug))
        .map(|team| team.id);
    let mut decisions = Vec::new();
    for (place, subject_id) in &asked.children {
        let id = office.dice.uuid();
        decisions.push(id);
        rows.decisions.push(Decision {
            id,
            request_id: asked.request_id,
            subject_id: *subject_id,
            person_id: circle.people[*place].id,
            outcome,
            level_of_need: match outcome {
                "strategy_discussion" | "assessment" => 4,
                "early_help" => office.dice.weighted(&[(2, 45), (3, 55)]),
                _ => office.dice.weighted(&[(1, 60), (2, 40)]),
            },
            team_id,
            rationale: rationale(outcome),
            decided_at,
            decided_by,
            if_late_because: "Waiting for an answer from a partner agency.",
        });
    }
    for party in ["family", "referrer"] {
        let told = office.dice.chance(9200);
        rows.decision_tellings.push(DecisionTold {
            request_id: asked.request_id,
            party,
            told_at: told.then_some(decided_at),
            how: told.then(|| office.dice.pick(&["phone", "letter", "email"])),
            not_told_because: (!told).then_some("No way to reach them that is safe."),
            recorded_at: decided_at,
            recorded_by: decided_by,
        });
    }
    decisions
}
