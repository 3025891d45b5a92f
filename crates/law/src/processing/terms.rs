//! Terms of our own for the United Kingdom (`terms.toml`), beside those of the Data Privacy Vocabulary.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::pack::{Action, Basis, People, Protection, ScheduleOne, SpecialCondition, Trigger};

/// One term of our own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name after `kith:`.
    pub id: String,
    /// Whether it names something or joins two things.
    pub kind: TermKind,
    /// The closest wider concept.
    #[serde(default)]
    pub broader: Option<String>,
    /// Its label.
    pub label: String,
    /// What it means.
    pub definition: String,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// Something that can be named.
    Concept,
    /// What joins two things.
    Property,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    term: Vec<Term>,
}

static TERMS: LazyLock<Terms> =
    LazyLock::new(|| toml::from_str(include_str!("terms.toml")).expect("a test reads terms.toml"));

/// All terms of our own.
pub fn terms() -> &'static [Term] {
    &TERMS.term
}

/// A lawful basis. The articles of the UK GDPR have the numbers of the EU's, whose terms there are.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "eu-gdpr:A6-1-a",
        Basis::LegalObligation => "eu-gdpr:A6-1-c",
        Basis::VitalInterests => "eu-gdpr:A6-1-d",
        Basis::PublicTask => "eu-gdpr:A6-1-e",
    }
}

pub(super) fn condition(condition: SpecialCondition) -> &'static str {
    match condition {
        SpecialCondition::ExplicitConsent => "eu-gdpr:A9-2-a",
        SpecialCondition::VitalInterests => "eu-gdpr:A9-2-c",
        SpecialCondition::LegalClaims => "eu-gdpr:A9-2-f",
        SpecialCondition::SubstantialPublicInterest => "eu-gdpr:A9-2-g",
        SpecialCondition::HealthOrSocialCare => "eu-gdpr:A9-2-h",
        SpecialCondition::ResearchOrStatistics => "eu-gdpr:A9-2-j",
    }
}

pub(super) fn schedule_1(condition: ScheduleOne) -> &'static str {
    match condition {
        ScheduleOne::HealthOrSocialCare => "kith:DPA2018-Sch1-2",
        ScheduleOne::Research => "kith:DPA2018-Sch1-4",
        ScheduleOne::StatutoryPurposes => "kith:DPA2018-Sch1-6",
        ScheduleOne::EqualityOfOpportunity => "kith:DPA2018-Sch1-8",
        ScheduleOne::PreventingUnlawfulActs => "kith:DPA2018-Sch1-10",
        ScheduleOne::Safeguarding => "kith:DPA2018-Sch1-18",
    }
}

pub(super) fn people(people: People) -> &'static [&'static str] {
    match people {
        People::Children => &["dpv:Child"],
        People::ParentsAndCarers => &["dpv:ParentOfDataSubject", "dpv:GuardianOfDataSubject"],
        People::Relatives => &["kith:Relative"],
        People::Referrers => &["kith:Referrer"],
        People::Professionals => &["kith:ProfessionalInvolved"],
        People::FosterCarers => &["kith:FosterCarer"],
        People::CentreClients => &["dpv:Client"],
        People::PeopleWhoPoseARisk => &["kith:PersonWhoPosesARisk"],
        People::Victims => &["kith:Victim"],
        People::Staff => &["dpv:Employee"],
    }
}

pub(super) fn protection(protection: Protection) -> &'static str {
    match protection {
        Protection::Ordinary => "dpv:PersonalData",
        Protection::Special => "dpv:SpecialCategoryPersonalData",
        Protection::Offence => "kith:CriminalOffenceData",
    }
}

/// The event; none where the council has not decided.
pub(super) fn event(trigger: Trigger) -> Option<&'static str> {
    Some(match trigger {
        Trigger::Birth => "kith:Birth",
        Trigger::Death => "kith:Death",
        Trigger::LastContact => "kith:LastContact",
        Trigger::Closure => "kith:Closure",
        Trigger::Order => "kith:CourtOrder",
        Trigger::CautionOrConviction => "kith:CautionOrConviction",
        Trigger::Call => "kith:Call",
        Trigger::YearCreated => "kith:EndOfYearCreated",
        Trigger::LastSaved => "kith:LastSaved",
        Trigger::ApprovalEnded => "kith:ApprovalEnded",
        Trigger::Undecided => return None,
    })
}

pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Destroy => "kith:Destroy",
        Action::MakeInaccessible => "kith:MakeInaccessible",
        Action::Archive => "kith:Archive",
        Action::Review => "kith:Review",
    }
}
