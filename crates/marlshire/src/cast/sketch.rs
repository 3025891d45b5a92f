//! Drawing a family of the cast by hand.

use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::days;
use crate::people::{
    Circle, Home, Human, Known, Office, Parental, Place, Recorded, Role, Sex, Stay, origin_called,
};

/// A family drawn by hand, and what has happened to it.
pub(super) struct Sketch {
    pub circle: Circle,
    pub family_id: Uuid,
    pub recorded_days_ago: i32,
    /// Details that chance would otherwise fill: language spoken, interpreter needed.
    pub languages: Vec<(Uuid, &'static str, bool)>,
    /// Disability codes.
    pub disabilities: Vec<(Uuid, &'static str)>,
    /// Writes the casework.
    pub work: fn(&mut Office, &Sketch, &mut Recorded),
    pub in_inbox: bool,
}

impl Sketch {
    pub fn new(family_id: Uuid) -> Self {
        Self {
            circle: Circle::default(),
            family_id,
            recorded_days_ago: 500,
            languages: Vec::new(),
            disabilities: Vec::new(),
            work: |_, _, _| {},
            in_inbox: false,
        }
    }

    /// Adds a person of the English majority; change what differs.
    pub fn add(
        &mut self,
        id: Uuid,
        role: Role,
        sex: Sex,
        first: &str,
        last: &str,
        born: (i16, i8, i8),
    ) -> usize {
        self.circle.add(Human {
            id,
            role,
            sex,
            born: date(born.0, born.1, born.2),
            known: Known::Exact,
            first: first.to_string(),
            middle: None,
            last: Some(last.to_string()),
            known_as: None,
            former_last: None,
            also_spelt: None,
            ethnicity: "WBRI",
            origin: origin_called("english"),
            died: None,
        })
    }

    /// Says what people's ethnicity and origin are.
    pub fn heritage(&mut self, people: &[usize], ethnicity: &'static str, origin: &str) {
        for who in people {
            self.circle.people[*who].ethnicity = ethnicity;
            self.circle.people[*who].origin = origin_called(origin);
        }
    }

    /// A parent of a child, with parental responsibility held as `how`.
    pub fn parent(&mut self, adult: usize, child: usize, how: Option<&'static str>) {
        let born = self.circle.people[child].born;
        self.circle.tie(adult, "parent", child, Some(born), None);
        if let Some(how) = how {
            self.circle.parental.push(Parental { adult, child, how, from: Some(born) });
        }
    }

    /// A home in a town (by its number in the table of towns) since a day.
    pub fn home(&mut self, town: usize, line_1: &str, postcode: &str, since: Date, who: &[usize]) {
        let people = &self.circle.people;
        let stays = who.iter().map(|who| Stay {
            who: *who,
            from: since.max(people[*who].born),
            until: None,
            shared: false,
        });
        let place = Place {
            from: since,
            until: None,
            line_1: line_1.to_string(),
            town,
            postcode: postcode.to_string(),
            tenure: "housing-association",
            why: None,
        };
        self.circle.homes.push(Home { stays: stays.collect(), places: vec![place], confidential: None });
    }

    /// The last home was somewhere else until a day.
    pub fn moved(&mut self, from: Date, on: Date, line_1: &str, town: usize, postcode: &str) {
        let Some(home) = self.circle.homes.last_mut() else { return };
        let mut before = home.places[0].clone();
        before.from = from;
        before.until = Some(days::plus(on, -1));
        before.line_1 = line_1.to_string();
        before.town = town;
        before.postcode = postcode.to_string();
        home.places[0].from = on;
        home.places.insert(0, before);
        for stay in &mut home.stays {
            stay.from = from.max(self.circle.people[stay.who].born);
        }
    }
}

/// Replaces what chance chose by what the sketch says.
pub(super) fn settle(recorded: &mut Recorded, sketch: &Sketch) {
    for family in &mut recorded.rows.families {
        family.id = sketch.family_id;
    }
    for member in &mut recorded.rows.family_members {
        member.family_id = sketch.family_id;
    }
    recorded.family_id = sketch.family_id;
    for profile in &mut recorded.rows.profiles {
        let human = sketch.circle.people.iter().find(|human| human.id == profile.person_id);
        let Some(human) = human.filter(|human| human.known != Known::Expected) else { continue };
        profile.ethnicity = human.ethnicity;
        profile.first_language = Some("en");
        profile.interpreter = None;
        profile.nationality = None;
        profile.communication.clear();
        profile.disabilities.clear();
        for (_, language, interpreter) in sketch.languages.iter().filter(|(id, ..)| *id == human.id) {
            profile.first_language = Some(language);
            profile.interpreter = interpreter.then_some(language);
        }
        profile
            .disabilities
            .extend(sketch.disabilities.iter().filter(|(id, _)| *id == human.id).map(|(_, code)| code));
    }
}
