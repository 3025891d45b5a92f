//! A look that casework does not explain, or that somebody close to the person took, with its flags.

use jiff::civil::Weekday;

use super::book::Book;
use super::explain::Explained;
use super::facts::{Holder, PersonalTie, Read, Seconds, Tie, UNKNOWN};
use super::flag::{Flag, Flags};
use super::moment;
use super::settings::{DAY, HOUR, Settings};

/// A surname that at most this share of people have is rare: one in a thousand.
const RARE: f64 = 0.001;

/// A look to be asked about, perhaps.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The number of the read among the facts.
    pub read: usize,
    /// When.
    pub at: Seconds,
    /// By whom.
    pub staff: u32,
    /// Whose record.
    pub person: u32,
    /// The number of the family.
    pub family: u32,
    /// What explains it, perhaps later.
    pub explained: Option<Explained>,
    /// What makes it odd.
    pub flags: Flags,
    /// What the flags are worth.
    pub points: u32,
    /// Whether a reason was stated.
    pub reason: bool,
}

impl Look {
    /// Whether it is still to be asked about at a moment: not explained by then, or by somebody close, or an emergency.
    pub fn stands(&self, now: Seconds) -> bool {
        self.flags.has(Flag::Emergency)
            || self.explained.is_none_or(|explained| explained.known >= now || self.is_close())
    }

    fn is_close(&self) -> bool {
        self.flags.iter().any(Flag::is_close)
    }
}

/// Flags of one read. Nothing where it is explained at once and nothing about it is close.
pub(super) fn look(
    book: &Book,
    number: usize,
    read: &Read,
    explained: Option<Explained>,
    settings: &Settings,
) -> Option<Look> {
    let mut flags = Flags::default();
    close(book, read, &mut flags);
    let at_once = explained.is_some_and(|explained| explained.known <= read.at);
    if at_once && !read.emergency {
        // The officer's own work, or a look at a street of many: explained. A relative or the same door never is.
        let own_work = explained.is_some_and(|explained| explained.link.is_personal())
            || book.worked(read.staff, read.person, read.at - 90 * DAY, read.at + 90 * DAY).is_some();
        let only_street = !flags.iter().any(|flag| flag.is_close() && flag != Flag::SameStreet);
        if !flags.iter().any(Flag::is_close) || (own_work && only_street) {
            return None;
        }
    }
    if read.emergency {
        flags.add(Flag::Emergency);
    }
    if !at_once {
        known_by(book, read, &mut flags);
        conduct(book, read, settings, &mut flags);
    }
    let points = flags.points();
    Some(Look {
        read: number,
        at: read.at,
        staff: read.staff,
        person: read.person,
        family: book.family[read.person as usize],
        explained,
        flags,
        // What the team's work explains is a smaller question.
        points: if at_once && !read.emergency { points.saturating_sub(10) } else { points },
        reason: read.reason,
    })
}

/// Closeness that somebody wrote down, and the same front door or street.
fn close(book: &Book, read: &Read, flags: &mut Flags) {
    let tie = |person: u32| book.personal.get(&(read.staff, person)).copied();
    let of_family = || book.relatives[read.person as usize].iter().find_map(|relative| tie(*relative));
    match tie(read.person) {
        Some(PersonalTie::OwnRecord) => flags.add(Flag::OwnRecord),
        Some(PersonalTie::Kin) => flags.add(Flag::Kin),
        Some(PersonalTie::Partner | PersonalTie::ExPartner) => flags.add(Flag::Partner),
        Some(PersonalTie::Declared) => flags.add(Flag::Declared),
        None => match of_family() {
            Some(PersonalTie::OwnRecord | PersonalTie::Kin) => flags.add(Flag::Kin),
            Some(PersonalTie::Partner | PersonalTie::ExPartner) => flags.add(Flag::Partner),
            Some(PersonalTie::Declared) => flags.add(Flag::Declared),
            None => {}
        },
    }
    let officer = &book.facts.staff[read.staff as usize];
    let person = &book.facts.people[read.person as usize];
    let same = |one: u32, other: u32| one != UNKNOWN && one == other;
    let postcode_differs =
        officer.postcode != UNKNOWN && person.postcode != UNKNOWN && officer.postcode != person.postcode;
    if same(officer.address, person.address) && !postcode_differs {
        flags.add(Flag::SameAddress);
    } else if same(officer.street, person.street) {
        flags.add(Flag::SameStreet);
    }
}

/// What they share, and who the person is.
fn known_by(book: &Book, read: &Read, flags: &mut Flags) {
    let officer = &book.facts.staff[read.staff as usize];
    let person = &book.facts.people[read.person as usize];
    if officer.postcode != UNKNOWN && officer.postcode == person.postcode {
        flags.add(Flag::SamePostcode);
    }
    if officer.surname != UNKNOWN && officer.surname == person.surname {
        let bearers = f64::from(book.surnames.get(&person.surname).copied().unwrap_or(0));
        let rare = bearers <= (RARE * book.facts.people.len() as f64).max(5.0);
        flags.add(if rare { Flag::RareSurname } else { Flag::CommonSurname });
    }
    if person.school != UNKNOWN && officer.schools.contains(&person.school) {
        flags.add(Flag::SameSchool);
    }
    if person.staff.is_some_and(|staff| staff != read.staff) {
        flags.add(Flag::Colleague);
    }
    if person.high_profile {
        flags.add(Flag::HighProfile);
    }
}

/// How and when they looked.
fn conduct(book: &Book, read: &Read, settings: &Settings, flags: &mut Flags) {
    let on_shift = book.on_shift(read.staff, read.at);
    if book.leave[read.staff as usize].iter().any(|leave| leave.covers(read.at, 0, 0)) {
        flags.add(Flag::OnLeave);
    }
    let local = moment::local(read.at, &settings.zone);
    let weekend = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
    if (weekend || !(7..20).contains(&local.hour())) && !on_shift {
        flags.add(Flag::AfterHours);
    }
    let refused = |person: u32| {
        book.refused
            .get(&(read.staff, person))
            .is_some_and(|all| all.iter().any(|at| *at <= read.at && read.at - at <= 30 * DAY))
    };
    if refused(read.person) || book.relatives[read.person as usize].iter().any(|relative| refused(*relative))
    {
        flags.add(Flag::RefusedBefore);
    }
    if searched_own(book, read) {
        flags.add(Flag::SearchedOwn);
    }
    let ties = &book.ties[read.person as usize];
    let ended = |until: Seconds| until <= read.at - settings.after_end * DAY;
    let no_more = |tie: &Tie| match tie.holder {
        Holder::Team(team) => left(book, read, team),
        Holder::Staff(staff) => staff == read.staff && tie.during.until <= read.at,
        Holder::Duty => false,
    };
    if ties.iter().any(no_more) {
        flags.add(Flag::FormerTeam);
    }
    if !ties.is_empty() && ties.iter().all(|tie| ended(tie.during.until)) {
        flags.add(Flag::ClosedCase);
    }
}

/// Whether the reader was in a team and is no more.
fn left(book: &Book, read: &Read, team: u32) -> bool {
    let mut of_team =
        book.teams[read.staff as usize].iter().filter(|membership| membership.team == team).peekable();
    of_team.peek().is_some() && of_team.all(|membership| membership.during.until <= read.at)
}

/// Whether one of the last searches, within the hour, was for the officer's own name, street or postcode.
fn searched_own(book: &Book, read: &Read) -> bool {
    let searches = &book.searches[read.staff as usize];
    let after = searches.partition_point(|(at, _)| *at <= read.at);
    searches[..after].iter().rev().take(3).any(|(at, number)| {
        let search = &book.facts.searches[*number as usize];
        read.at - at <= HOUR
            && (search.results.is_empty() || search.results.contains(&read.person))
            && book.own_terms[read.staff as usize].iter().any(|own| has_words(&search.terms, own))
    })
}

/// Whether `terms` holds `own` as whole words.
fn has_words(terms: &str, own: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    terms
        .match_indices(own)
        .any(|(at, _)| edge(terms[..at].chars().next_back()) && edge(terms[at + own.len()..].chars().next()))
}
