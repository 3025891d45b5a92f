//! Who asks.

use jiff::Timestamp;
use law::code_enum;

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
        /// Works for another agency and leads or joins in the help for some families: sees only those where they are named.
        LeadPractitioner = "lead_practitioner", "Lead practitioner or partner";
        /// Inspects: reads a sample, for a time.
        Inspector = "inspector", "Inspector";
        /// Counts; never sees a name.
        Analyst = "analyst", "Performance analyst";
        /// Watches over use of the data; does not read casework.
        DataProtectionOfficer = "data_protection_officer", "Data protection officer";
        /// Runs the system; does not read casework.
        Administrator = "administrator", "System administrator";
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

/// Whoever is asking, as they are signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account's id.
    pub account: String,
    /// What they are employed to do.
    pub roles: Vec<Role>,
    /// The ids of their teams.
    pub teams: Vec<String>,
    /// When their data protection training runs out; `None` where the council keeps no such date.
    pub trained_until: Option<Timestamp>,
    /// When they last used their second factor, in this session.
    pub stepped_up_at: Option<Timestamp>,
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
