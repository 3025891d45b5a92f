//! One invented child, in this year's return and in last year's.

use super::Invented;
use crate::dice::Dice;
use crate::ssda903::codes;
use crate::ssda903::day::Day;
use crate::ssda903::tables::*;
use crate::ssda903::text::Text;
use crate::year::CollectionYear;

/// What happens to a child in the year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Looked after throughout.
    Throughout,
    /// Began to be looked after.
    Began,
    /// Went home.
    WentHome,
    /// Was adopted.
    Adopted,
    /// Left care the year before, and is reported on as a care leaver.
    Leaver,
    /// Came to this country alone, and is looked after throughout.
    Unaccompanied,
}

struct Author<'a> {
    dice: &'a mut Dice,
    start: Day,
    end: Day,
}

impl Author<'_> {
    /// A day from the first to the last, both included.
    fn day(&mut self, first: Day, last: Day) -> Day {
        let days = last.since(first).unwrap_or(0).clamp(0, 20_000);
        first.plus_days(i64::from(self.dice.below(days as u32 + 1)))
    }

    fn pick(&mut self, codes: &[&'static str]) -> Text {
        Text::code(self.dice.pick(codes))
    }

    fn postcode(&mut self) -> Text {
        let (district, sector) = (self.dice.between(1, 99), self.dice.between(0, 9));
        let (one, two) = (self.dice.pick(b"ABDEFGHJ"), self.dice.pick(b"LNPQRSTU"));
        let (one, two) = (char::from(one.max(b'A')), char::from(two.max(b'L')));
        Text::read(&format!("ZZ{district} {sector}{one}{two}"))
    }

    /// A placement: its type, provider, postcode and Ofsted's number.
    fn place(&mut self, episode: &mut Episode, age: i64) {
        let types: &[&'static str] = match age {
            16.. => &["K3", "U1", "U6", "K2", "K3"],
            10.. => &["U1", "U4", "U6", "K2", "P1", "U1"],
            _ => &["U1", "U4", "U6", "U3", "P1", "U1"],
        };
        episode.place = self.pick(types);
        episode.home_post = self.postcode();
        episode.pl_post = self.postcode();
        if episode.place == Text::code("P1") {
            (episode.place_provider, episode.urn) = (Text::code("PR0"), Text::BLANK);
            return;
        }
        episode.place_provider =
            if episode.place == Text::code("K3") { Text::code("PR4") } else { self.pick(&["PR1", "PR4"]) };
        episode.urn = Text::read(&self.dice.between(2_000_000, 2_999_999).to_string());
    }
}

/// Invents the child of this number.
pub(super) fn child(dice: &mut Dice, year: CollectionYear, number: u32, out: &mut Invented) {
    let story = match dice.below(100) {
        0..65 => Story::Throughout,
        65..80 => Story::Began,
        80..91 => Story::WentHome,
        91..93 => Story::Adopted,
        93..96 => Story::Leaver,
        _ => Story::Unaccompanied,
    };
    tell(dice, year, number, story, out);
}

/// Invents the child of this number, with this story.
pub(super) fn tell(dice: &mut Dice, year: CollectionYear, number: u32, story: Story, out: &mut Invented) {
    let (start, end) = (Day::of(year.first_day()), Day::of(year.last_day()));
    let mut author = Author { dice, start, end };
    let header = author.header(story, number);
    match story {
        Story::Leaver => author.leaver(&header, out),
        Story::Adopted => author.adopted(&header, out),
        Story::Throughout | Story::Unaccompanied => author.throughout(&header, story, out),
        Story::WentHome => author.went_home(&header, out),
        Story::Began => author.began(&header, out),
    }
    if story != Story::Began {
        out.last.header.push(header.clone());
    }
    out.now.header.push(header);
}

impl Author<'_> {
    fn header(&mut self, story: Story, number: u32) -> Header {
        let youngest = self.start.plus_days(-430);
        let dob = match story {
            Story::Leaver => self.day(self.start.plus_years(-19), self.end.plus_years(-19)),
            Story::Adopted => self.day(self.start.plus_years(-6), youngest),
            Story::Unaccompanied => {
                self.day(self.end.plus_years(-18).plus_days(1), self.start.plus_years(-15))
            }
            _ => self.day(self.end.plus_years(-18).plus_days(1), youngest),
        };
        let girl = self.dice.chance(450);
        let mother =
            girl && story != Story::Leaver && dob.plus_years(15) < self.start && self.dice.chance(60);
        let schooled = dob.plus_years(4) <= self.start;
        Header {
            child: Text::read(&format!("S{:07}", number + 1)),
            sex: Text::code(if girl { "F" } else { "M" }),
            dob,
            ethnic: self.dice.pick(codes::ETHNIC),
            upn: if schooled { Text::read(&format!("A004{number:09}")) } else { Text::code("UN1") },
            mother: match (girl, mother) {
                _ if story == Story::Leaver => Text::BLANK,
                (true, true) => Text::code("1"),
                (true, false) => Text::code("0"),
                (false, _) => Text::BLANK,
            },
            mc_dob: if mother { self.start.plus_days(-100) } else { Day::BLANK },
            ..Header::default()
        }
    }

    /// An episode from the day care began.
    fn first(&mut self, header: &Header, decom: Day) -> Episode {
        let mut episode = Episode {
            child: header.child,
            decom,
            rne: Text::code("S"),
            ls: self.pick(&["C1", "C2", "C2", "E1"]),
            cin: self.dice.pick(codes::CIN),
            ..Episode::default()
        };
        if episode.ls == Text::code("E1") {
            episode.ls = Text::code("C2");
        }
        self.place(&mut episode, header.dob.age_on(decom).unwrap_or(0));
        episode
    }

    /// Moves the child on a day: the open episode ends and another begins.
    fn moved(&mut self, header: &Header, before: &mut Episode, day: Day) -> Episode {
        before.dec = day;
        before.rec = Text::code("X1");
        before.reason_place_change = self.pick(&["CARPL", "CREQB", "LAREQ", "PLACE", "CHILD"]);
        let mut next = Episode {
            decom: day,
            dec: Day::BLANK,
            rec: Text::BLANK,
            rne: Text::code("P"),
            reason_place_change: Text::BLANK,
            ..before.clone()
        };
        let old = next.pl_post;
        self.place(&mut next, header.dob.age_on(day).unwrap_or(0));
        if next.pl_post == old {
            next.pl_post = Text::code("ZZ1 9ZZ");
        }
        next
    }

    /// What goes with every time in care: a social worker, reviews, previous permanence.
    fn around(&mut self, header: &Header, from: Day, until: Day, out: &mut Invented) {
        let (child, dob) = (header.child, header.dob);
        out.now.sw_episodes.push(SwEpisode {
            child,
            dob,
            sw_id: Text::read(&format!("SW{}", self.dice.between(10_000, 99_999))),
            sw_decom: from,
            sw_reason: self.pick(&["FCONTA", "MANAGE", "LEFTRL", "CHCHAN"]),
            ..SwEpisode::default()
        });
        out.now.prev_perm.push(PrevPerm { child, dob, prev_perm: Text::code("Z1"), ..PrevPerm::default() });
        let mut review =
            if from < self.start { self.start } else { from }.plus_days(i64::from(self.dice.between(20, 90)));
        while review < until {
            let code = if review < dob.plus_years(4) {
                Text::code("PN0")
            } else {
                self.pick(&["PN1", "PN2", "PN3", "PN4"])
            };
            out.now.reviews.push(Review { child, dob, review, review_code: code, ..Review::default() });
            review = review.plus_days(182);
        }
    }

    fn throughout(&mut self, header: &Header, story: Story, out: &mut Invented) {
        let earliest = self.start.plus_days(-1_000);
        let earliest = if earliest < header.dob { header.dob } else { earliest };
        let decom = self.day(earliest, self.start.plus_days(-20));
        let mut open = self.first(header, decom);
        if story == Story::Unaccompanied {
            (open.ls, open.home_post) = (Text::code("V2"), Text::BLANK);
            if open.place == Text::code("P1") {
                (open.place, open.place_provider) = (Text::code("U1"), Text::code("PR4"));
                open.urn = Text::code("2000001");
            }
            let uasc = Uasc {
                child: header.child,
                sex: header.sex,
                dob: header.dob,
                duc: header.dob.plus_years(18),
                ..Uasc::default()
            };
            out.last.uasc.push(uasc.clone());
            out.now.uasc.push(uasc);
        }
        out.last.episodes.push(open.clone());
        self.around(header, decom, self.end, out);
        self.outcomes(header, out);
        if story == Story::Throughout && self.dice.chance(300) {
            let day = self.day(self.start.plus_days(10), self.end.plus_days(-10));
            let next = self.moved(header, &mut open, day);
            out.now.episodes.push(open);
            open = next;
        } else {
            self.troubles(header, &open, out);
        }
        out.now.episodes.push(open);
    }

    /// Times missing, and orders that deprive of liberty.
    fn troubles(&mut self, header: &Header, open: &Episode, out: &mut Invented) {
        let (child, dob) = (header.child, header.dob);
        if self.dice.chance(120) {
            let mis_start = self.day(self.start, self.end.plus_days(-20));
            let mis_end = mis_start.plus_days(i64::from(self.dice.between(0, 10)));
            let missing = self.pick(&["M", "M", "A"]);
            out.now.missing.push(Missing { child, dob, missing, mis_start, mis_end, ..Missing::default() });
        }
        if open.place == Text::code("K2") && self.dice.chance(400) {
            let dolo_start = self.day(self.start, self.end.plus_days(-100));
            let dolo_end = dolo_start.plus_days(i64::from(self.dice.between(20, 90)));
            out.now.dolo.push(DoLo { child, dob, dolo_start, dolo_end, ..DoLo::default() });
        }
    }

    fn outcomes(&mut self, header: &Header, out: &mut Invented) {
        let yes = |yes: bool| Text::code(if yes { "1" } else { "0" });
        let age = header.dob.age_on(self.end).unwrap_or(0);
        let misuse = age >= 12 && self.dice.chance(60);
        let received = misuse && self.dice.chance(700);
        let mut row = Oc2 {
            child: header.child,
            dob: header.dob,
            immunisations: yes(self.dice.chance(880)),
            teeth_check: yes(self.dice.chance(800)),
            health_assessment: yes(self.dice.chance(900)),
            substance_misuse: yes(misuse),
            ..Oc2::default()
        };
        if age >= 4 {
            if self.dice.chance(850) {
                row.sdq_score = Text::read(&self.dice.between(0, 40).to_string());
            } else {
                row.sdq_reason = self.pick(&["SDQ2", "SDQ3", "SDQ4", "SDQ5"]);
            }
        }
        if age >= 10 {
            row.convicted = yes(self.dice.chance(30));
        }
        if age < 5 {
            row.health_check = yes(true);
        }
        if misuse {
            row.intervention_received = yes(received);
            if !received {
                row.intervention_offered = yes(self.dice.chance(800));
            }
        }
        out.now.oc2.push(row);
    }

    fn went_home(&mut self, header: &Header, out: &mut Invented) {
        let earliest = self.start.plus_days(-1_000);
        let earliest = if earliest < header.dob { header.dob } else { earliest };
        let decom = self.day(earliest, self.start.plus_days(-20));
        let mut episode = self.first(header, decom);
        out.last.episodes.push(episode.clone());
        episode.dec = self.day(self.start.plus_days(10), self.end.plus_days(-10));
        episode.rec = self.pick(&["E4A", "E4B", "E13"]);
        self.around(header, decom, episode.dec, out);
        out.now.episodes.push(episode);
    }

    fn began(&mut self, header: &Header, out: &mut Invented) {
        let decom = self.day(self.start.plus_days(1), self.end.plus_days(-15));
        let episode = self.first(header, decom);
        self.around(header, decom, self.end, out);
        out.now.episodes.push(episode);
    }

    fn adopted(&mut self, header: &Header, out: &mut Invented) {
        let (child, dob) = (header.child, header.dob);
        let ordered = self.day(self.start.plus_days(-150), self.start.plus_days(-60));
        let placed = self.day(self.start.plus_days(10), self.start.plus_days(120));
        let decided = ordered.plus_days(-i64::from(self.dice.between(5, 30)));
        let mut fostered = self.first(header, ordered);
        (fostered.rne, fostered.ls, fostered.place) = (Text::code("L"), Text::code("E1"), Text::code("U4"));
        (fostered.place_provider, fostered.urn) = (Text::code("PR1"), Text::code("2000002"));
        out.last.episodes.push(fostered.clone());
        let mut with_adopters = self.moved(header, &mut fostered, placed);
        (with_adopters.place, with_adopters.place_provider) = (Text::code("A6"), Text::code("PR1"));
        with_adopters.urn = Text::code("2000003");
        with_adopters.dec = self.day(placed.plus_days(70), self.end);
        with_adopters.rec = Text::code("E12");
        let decision = PlacedAdoption { child, dob, date_placed: decided, ..PlacedAdoption::default() };
        out.last.placed_adoption.push(decision.clone());
        out.now.placed_adoption.push(decision);
        let (nb_adoptr, sex_adoptr, ls_adoptr) = match self.dice.below(4) {
            0 => ("1", "F1", "L0"),
            1 => ("2", "FF", "L12"),
            _ => ("2", "MF", "L11"),
        };
        out.now.ad1.push(Ad1 {
            child,
            dob,
            date_int: decided,
            date_match: self.day(decided, placed),
            foster_care: Text::code("0"),
            nb_adoptr: Text::code(nb_adoptr),
            sex_adoptr: Text::code(sex_adoptr),
            ls_adoptr: Text::code(ls_adoptr),
            ..Ad1::default()
        });
        self.around(header, ordered, with_adopters.dec, out);
        out.now.episodes.push(fostered);
        out.now.episodes.push(with_adopters);
    }

    fn leaver(&mut self, header: &Header, out: &mut Invented) {
        let grown = header.dob.plus_years(18);
        let days = i64::from(self.dice.between(500, 900));
        let mut episode = self.first(header, grown.plus_days(-days));
        (episode.dec, episode.rec) = (grown, self.pick(&["E5", "E6"]));
        out.last.episodes.push(episode);
        out.now.oc3.push(Oc3 {
            child: header.child,
            dob: header.dob,
            in_touch: Text::code("YES"),
            activ: self.pick(&["F1", "F2", "P2", "F4", "G4", "G6"]),
            accom: self.pick(&["B1", "C1", "K1", "U1", "V1"]),
            ..Oc3::default()
        });
    }
}
