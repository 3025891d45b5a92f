//! The rows of Marlshire, shaped and named like the tables they go into.
//!
//! Dates are days in Marlshire; moments are local (London) times. What the database seals is plain text here:
//! sealing, search keys, clocks and stamps (`pack_version`, `service`, `purpose`) are the caller's.

mod casework;
mod homes;
mod people;
mod requests;
mod staff;
mod ties;

pub use casework::{Allocation, Closure, Involvement, Restriction, WarningNote};
pub use homes::{Address, ConfidentialAddress, Household, HouseholdMember, SchoolPlace};
pub use people::{Birth, ContactDetail, Death, Identifier, Name, Person, Profile};
pub use requests::{Contact, Decision, DecisionTold, Request, RequestRag, RequestSubject};
pub use staff::{Account, AccountRole, School, Team, TeamMember};
pub use ties::{Family, FamilyMember, NetworkProfessional, ParentalResponsibility, Relationship};

macro_rules! rows {
    ($($(#[$doc:meta])* $field:ident: $kind:ty),* $(,)?) => {
        /// Some rows of every kind. Within one `Rows`, and the `Rows` a stream gave before it, every reference is met.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Rows { $($(#[$doc])* pub $field: Vec<$kind>,)* }

        impl Rows {
            /// Adds all of `more`.
            pub fn append(&mut self, mut more: Rows) {
                $(self.$field.append(&mut more.$field);)*
            }

            /// How many rows of all kinds.
            pub fn count(&self) -> usize {
                0 $(+ self.$field.len())*
            }
        }
    };
}

rows! {
    /// Teams.
    teams: Team,
    /// Members of staff.
    accounts: Account,
    /// What each may do.
    account_roles: AccountRole,
    /// Who is in which team.
    team_members: TeamMember,
    /// Schools and nurseries.
    schools: School,
    /// People.
    people: Person,
    /// Their names over time.
    names: Name,
    /// When they were born.
    births: Birth,
    /// Who has died.
    deaths: Death,
    /// What else is known of each.
    profiles: Profile,
    /// Numbers other bodies know them by.
    identifiers: Identifier,
    /// Where they live and lived.
    addresses: Address,
    /// Addresses that must stay secret.
    confidential_addresses: ConfidentialAddress,
    /// Telephones and e-mail.
    contact_details: ContactDetail,
    /// Schools attended.
    school_places: SchoolPlace,
    /// Households.
    households: Household,
    /// Who lives in which.
    household_members: HouseholdMember,
    /// Families.
    families: Family,
    /// Who belongs to which.
    family_members: FamilyMember,
    /// Who is what to whom.
    relationships: Relationship,
    /// Who holds parental responsibility.
    parental_responsibilities: ParentalResponsibility,
    /// Professionals around a person.
    network_professionals: NetworkProfessional,
    /// Warnings.
    warning_notes: WarningNote,
    /// Restricted people.
    restrictions: Restriction,
    /// Requests for support, in the inbox and decided.
    requests: Request,
    /// Whom they are about.
    request_subjects: RequestSubject,
    /// How urgent they were judged.
    request_rags: RequestRag,
    /// Requests once screened.
    contacts: Contact,
    /// Decisions, one a child.
    decisions: Decision,
    /// Who was told of a decision.
    decision_tellings: DecisionTold,
    /// Work that is or was open.
    involvements: Involvement,
    /// Work that has ended.
    closures: Closure,
    /// Who does or did the work.
    allocations: Allocation,
}
