//! The facts an access decision rests on.

use jiff::{Timestamp, ToSpan};

use crate::codes::code_enum;

/// How long an emergency opens one record.
pub const EMERGENCY_HOURS: i64 = 4;

/// How long a task opens a record.
pub const TASK_DAYS: i64 = 14;

code_enum! {
    /// What somebody is employed to do. One person can have several.
    pub enum Role {
        /// Takes and screens requests.
        DutyOfficer = "duty_officer", "Duty officer";
        /// Decides requests.
        DutyManager = "duty_manager", "Duty manager";
        /// Works with families.
        Worker = "worker", "Worker";
        /// Manages a team of workers.
        TeamManager = "team_manager", "Team manager";
        /// Invites, minutes, letters.
        BusinessSupport = "business_support", "Business support";
        /// Counts; never sees a name.
        Analyst = "analyst", "Performance analyst";
        /// Watches over use of the data; does not read casework.
        DataProtectionOfficer = "data_protection_officer", "Data protection officer";
        /// Runs the system; does not read casework.
        Administrator = "administrator", "System administrator";
    }
}

code_enum! {
    /// What the actor wants to do.
    pub enum Action {
        /// See the person's name, age and area among search results.
        SeeInResults = "see_in_results", "see in search results";
        /// Open the person's page: details, family, involvement.
        OpenPerson = "open_person", "open the record";
        /// Read what has been written about the person.
        OpenNarrative = "open_narrative", "read what is written";
        /// Change the person's details.
        AmendPerson = "amend_person", "change details";
        /// Open a request about the person.
        OpenRequest = "open_request", "open a request";
        /// Screen a request about the person.
        ScreenRequest = "screen_request", "screen a request";
        /// Decide a request about the person.
        DecideRequest = "decide_request", "decide a request";
        /// See who has viewed the person's record.
        SeeAccessLog = "see_access_log", "see who has viewed";
        /// Restrict the record, or change or end a restriction.
        Restrict = "restrict", "restrict the record";
    }
}

code_enum! {
    /// How a grant came about.
    pub enum GrantKind {
        /// Allocated to work with the person.
        Allocation = "allocation", "allocated to work with this person";
        /// The person is open to the actor's team.
        Team = "team", "open to their team";
        /// A request about the person is in the actor's hands.
        Request = "request", "has a request about this person in hand";
        /// A task that needs the record for two weeks.
        Task = "task", "given a task";
        /// Named by a manager, restricted records included.
        Named = "named", "named by a manager";
        /// Emergency access to one record for four hours.
        Emergency = "emergency", "emergency access";
    }
}

code_enum! {
    /// Why a record is restricted.
    pub enum RestrictionCategory {
        /// An employee, a councillor or one of their relatives.
        Staff = "staff", "Staff member or their relative";
        /// Adoption planned or made.
        Adoption = "adoption", "Adoption";
        /// In the public eye.
        HighProfile = "high_profile", "High profile";
        /// A place of refuge or another risk if found.
        HighRisk = "high_risk", "High risk";
        /// A child has died or a serious incident is reviewed.
        SeriousIncident = "serious_incident", "Serious incident review";
    }
}

/// Who holds a grant or is named on a restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// One account, by its id.
    Account(String),
    /// Everybody in a team, by its id.
    Team(String),
}

/// Whoever is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's id.
    pub account: String,
    /// What they are employed to do.
    pub roles: Vec<Role>,
    /// The ids of their teams.
    pub teams: Vec<String>,
}

impl Actor {
    /// Whether the actor has this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the actor is this holder or one of its members.
    pub fn holds(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Account(account) => *account == self.account,
            Holder::Team(team) => self.teams.contains(team),
        }
    }
}

/// One person's record given to an account or a team for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who holds it.
    pub holder: Holder,
    /// How it came about.
    pub kind: GrantKind,
    /// The event that gave it, in words: "allocation on 3 June 2026".
    pub source: String,
    /// It counts from this moment.
    pub valid_from: Timestamp,
    /// It no longer counts at this moment; `None` until casework ends it.
    pub valid_until: Option<Timestamp>,
}

impl Grant {
    /// When the grant stops counting: when casework says, and for a task or an emergency never later than its longest.
    pub fn ends(&self) -> Option<Timestamp> {
        let longest =
            self.kind.longest_hours().and_then(|hours| self.valid_from.checked_add(hours.hours()).ok());
        match (self.valid_until, longest) {
            (Some(until), Some(longest)) => Some(until.min(longest)),
            (until, longest) => until.or(longest),
        }
    }

    /// Whether the grant counts at `now`. One that ends at this very moment does not.
    pub fn is_current(&self, now: Timestamp) -> bool {
        self.valid_from <= now && self.ends().is_none_or(|end| now < end)
    }
}

impl GrantKind {
    /// The longest a grant of this kind can last, whatever was written down.
    pub const fn longest_hours(self) -> Option<i64> {
        match self {
            Self::Emergency => Some(EMERGENCY_HOURS),
            Self::Task => Some(TASK_DAYS * 24),
            Self::Allocation | Self::Team | Self::Request | Self::Named => None,
        }
    }
}

/// How closed a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonState {
    /// Open to whoever has a grant or a reason.
    Open,
    /// Open only to those named.
    Restricted {
        /// Why.
        category: RestrictionCategory,
        /// Who may open it.
        named: Vec<Holder>,
        /// Whom anybody else is told to ask.
        contact: String,
    },
    /// Closed by a court or by adoption: nobody learns that it exists.
    Sealed,
}

/// What is known about the person and the actor together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// How closed the record is.
    pub state: PersonState,
    /// Every grant on this record, whoever holds it.
    pub grants: Vec<Grant>,
    /// The person is the actor.
    pub is_self: bool,
    /// The person is the actor's kin ([`crate::relationship::RelationshipType::is_kin`]).
    pub is_kin: bool,
}

impl PersonFacts {
    /// Somebody in a request who is not matched to a record yet.
    pub const fn not_matched() -> Self {
        Self { state: PersonState::Open, grants: Vec::new(), is_self: false, is_kin: false }
    }
}

/// What the actor says about this one access.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Why they need it, in their words.
    pub reason: Option<String>,
    /// They say somebody may be in danger now. Counts only with a reason.
    pub emergency: bool,
}

impl Circumstances {
    /// The reason, if it says anything.
    pub fn stated_reason(&self) -> Option<&str> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty())
    }
}
