//! The facts a review rests on. People, staff and teams are numbered in the order they are first spoken of; names of
//! streets, schools and surnames are numbered words, so that two million reads fit in little memory.

use crate::codes::code_enum;

/// Seconds since 1970 in UTC.
pub type Seconds = i64;

/// The word "not known".
pub const UNKNOWN: u32 = 0;

/// From a moment until another; the ends are open where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// From this moment.
    pub from: Seconds,
    /// No longer at this moment.
    pub until: Seconds,
}

impl Period {
    /// For ever.
    pub const ALWAYS: Self = Self { from: Seconds::MIN, until: Seconds::MAX };

    /// Whether it covers a moment, begun `lead` seconds early and ended `tail` seconds late.
    pub const fn covers(&self, at: Seconds, lead: Seconds, tail: Seconds) -> bool {
        self.from.saturating_sub(lead) <= at && at < self.until.saturating_add(tail)
    }
}

/// An officer.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    /// The id in the file or the record.
    pub id: String,
    /// What they are called, for words.
    pub name: String,
    /// Their family name, as a word.
    pub surname: u32,
    /// Their main role, as a word: whom they are compared with.
    pub role: u32,
    /// House and street, as a word.
    pub address: u32,
    /// Street and town, as a word.
    pub street: u32,
    /// Postcode, as a word.
    pub postcode: u32,
    /// Schools their children go to, as words.
    pub schools: Vec<u32>,
    /// Their surname, street and postcode as somebody would type them, in small letters.
    pub own_terms: Vec<String>,
    /// Their own record, if they have one.
    pub person: Option<u32>,
}

/// Somebody with a record.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The id in the file or the record.
    pub id: String,
    /// Family name, as a word.
    pub surname: u32,
    /// House and street, as a word.
    pub address: u32,
    /// Street and town, as a word.
    pub street: u32,
    /// Postcode, as a word.
    pub postcode: u32,
    /// School, as a word.
    pub school: u32,
    /// In the public eye.
    pub high_profile: bool,
    /// The officer whose own record this is.
    pub staff: Option<u32>,
}

/// A team.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// The id in the file or the record.
    pub id: String,
    /// Whether it takes whatever requests arrive.
    pub duty: bool,
}

/// Who holds a tie to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// One officer.
    Staff(u32),
    /// Whoever is in the team.
    Team(u32),
    /// Whoever is on duty.
    Duty,
}

code_enum! {
    /// A tie that casework makes between an officer or a team and a person.
    pub enum TieKind {
        /// Allocated to work with them.
        Allocation = "allocation", "allocated to work with them";
        /// Open to the team.
        Team = "team", "open to their team";
        /// A request about them is in hand.
        Request = "request", "has a request about them in hand";
        /// A task that needs the record.
        Task = "task", "given a task about them";
        /// In the team around the family.
        Network = "network", "in the team around the family";
        /// Invited to a conference or review.
        Conference = "conference", "invited to a meeting about them";
        /// Answers a request under data protection law.
        RightsRequest = "rights_request", "answers a rights request of theirs";
        /// In a sample an auditor was given.
        AuditSample = "audit_sample", "in an audit sample";
        /// Named on a restriction or by a manager.
        Named = "named", "named by a manager";
    }
}

/// A tie that casework made.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    /// Who holds it.
    pub holder: Holder,
    /// To whom.
    pub person: u32,
    /// What it is.
    pub kind: TieKind,
    /// While it lasts.
    pub during: Period,
    /// When it was written down; later than it began when recorded late.
    pub recorded: Seconds,
}

/// How somebody belongs to a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// Works in it.
    Member,
    /// Types, invites and files for it.
    BusinessSupport,
}

/// An officer in a team for a time.
#[derive(Debug, Clone, Copy)]
pub struct Membership {
    /// The team.
    pub team: u32,
    /// As what.
    pub post: Post,
    /// While it lasts.
    pub during: Period,
}

code_enum! {
    /// How an officer is close to somebody outside of work, as far as the council knows.
    pub enum PersonalTie {
        /// Themselves.
        OwnRecord = "own_record", "their own record";
        /// A relative.
        Kin = "kin", "a relative";
        /// A partner.
        Partner = "partner", "their partner";
        /// A former partner.
        ExPartner = "ex_partner", "a former partner";
        /// A friend, or another interest they declared.
        Declared = "declared", "somebody they declared an interest in";
    }
}

/// Something an officer did about a person that leaves a trace of work: a note, a decision, a match, a letter.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// When it was written down.
    pub at: Seconds,
    /// By whom.
    pub staff: u32,
    /// About whom.
    pub person: u32,
    /// Whether it says that a request is about this person.
    pub is_match: bool,
}

/// A search.
#[derive(Debug, Clone)]
pub struct Search {
    /// When.
    pub at: Seconds,
    /// By whom.
    pub staff: u32,
    /// What was typed, in small letters.
    pub terms: String,
    /// Whom it listed.
    pub results: Vec<u32>,
}

/// A look at a record.
#[derive(Debug, Clone, Copy)]
pub struct Read {
    /// When.
    pub at: Seconds,
    /// By whom.
    pub staff: u32,
    /// Whose record.
    pub person: u32,
    /// Whether a reason was stated.
    pub reason: bool,
    /// Whether it was opened as an emergency.
    pub emergency: bool,
}

/// An attempt that was refused.
#[derive(Debug, Clone, Copy)]
pub struct Refused {
    /// When.
    pub at: Seconds,
    /// Who tried.
    pub staff: u32,
    /// Whose record.
    pub person: u32,
}

/// A seeded incident in a file made for measuring: what a perfect review would find.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Its name in the file.
    pub id: String,
    /// What kind of snooping it is.
    pub kind: String,
    /// Who did it.
    pub staff: u32,
    /// To whom.
    pub people: Vec<u32>,
    /// From its first look to its last.
    pub during: Period,
    /// From when somebody who knew everything on record could have seen it for what it is.
    pub recognisable: Seconds,
}

/// An officer and somebody they are close to.
#[derive(Debug, Clone, Copy)]
pub struct Personal {
    /// The officer.
    pub staff: u32,
    /// The other.
    pub person: u32,
    /// What they are to the officer.
    pub kind: PersonalTie,
}

/// Everything known.
#[derive(Debug, Default)]
pub struct Facts {
    /// Officers, by number.
    pub staff: Vec<Staff>,
    /// People, by number.
    pub people: Vec<Person>,
    /// Teams, by number.
    pub teams: Vec<Team>,
    /// Ties of casework.
    pub ties: Vec<Tie>,
    /// Who is in which team: officer and membership.
    pub memberships: Vec<(u32, Membership)>,
    /// Who supervises whom, and while: supervisor, supervised.
    pub supervision: Vec<(u32, u32, Period)>,
    /// Duty shifts.
    pub shifts: Vec<(u32, Period)>,
    /// Leave and other absence.
    pub leave: Vec<(u32, Period)>,
    /// Who stands in for whom, while, and when that was written down: stand-in, absent.
    pub cover: Vec<(u32, u32, Period, Seconds)>,
    /// Personal closeness.
    pub personal: Vec<Personal>,
    /// Pairs of people in one family or household.
    pub kin: Vec<(u32, u32)>,
    /// Traces of work.
    pub work: Vec<Work>,
    /// Searches.
    pub searches: Vec<Search>,
    /// Looks.
    pub reads: Vec<Read>,
    /// Refusals.
    pub refused: Vec<Refused>,
    /// Seeded incidents, in files made for measuring.
    pub truth: Vec<Incident>,
}
