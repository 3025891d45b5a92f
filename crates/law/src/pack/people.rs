//! Kinds of people whom information is about (UK GDPR, Article 30(1)(c)).

use serde::{Deserialize, Serialize};

use super::Role;

/// A kind of people. Whoever a notice is for, it is about [`People::Children`] and [`People::ParentsAndCarers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// Children and young people, born or not, care leavers among them.
    Children,
    /// Parents, step-parents and others who look after a child.
    ParentsAndCarers,
    /// Relatives, friends and others close to the family.
    Relatives,
    /// Those who ask for help for another, or tell something about them.
    Referrers,
    /// Those who work with the family elsewhere.
    Professionals,
    /// Those who foster, have fostered or have applied to.
    FosterCarers,
    /// Those who use a family centre or hub.
    CentreClients,
    /// Those who may pose a risk to children.
    PeopleWhoPoseARisk,
    /// Victims of a crime.
    Victims,
    /// Those who work here.
    Staff,
}

impl People {
    /// Everybody, in the order in which they are listed.
    pub const ALL: [People; 10] = [
        People::Children,
        People::ParentsAndCarers,
        People::Relatives,
        People::Referrers,
        People::Professionals,
        People::FosterCarers,
        People::CentreClients,
        People::PeopleWhoPoseARisk,
        People::Victims,
        People::Staff,
    ];

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            People::Children => "children and young people",
            People::ParentsAndCarers => "parents and carers",
            People::Relatives => "relatives and others close to the family",
            People::Referrers => "people who ask for help for another",
            People::Professionals => "professionals who work with the family",
            People::FosterCarers => "foster carers and applicants, private foster parents among them",
            People::CentreClients => "people who use a family centre or hub",
            People::PeopleWhoPoseARisk => "people who may pose a risk to children",
            People::Victims => "victims of crime",
            People::Staff => "people who work here",
        }
    }
}

impl Role {
    /// The kind of people that somebody with this role belongs to.
    pub fn people(self) -> People {
        match self {
            Role::Child
            | Role::EarlyHelp
            | Role::ChildInNeed
            | Role::Safeguarding
            | Role::ChildProtectionPlan
            | Role::LookedAfter
            | Role::CareLeaver
            | Role::Adopted
            | Role::PrivatelyFostered => People::Children,
            Role::PrivateFosterParent | Role::FosterCarer | Role::FosterApplicant => People::FosterCarers,
            Role::PosesRisk => People::PeopleWhoPoseARisk,
            Role::FamilyCentreClient => People::CentreClients,
            Role::Adult => People::ParentsAndCarers,
            Role::Referrer => People::Referrers,
            Role::Professional => People::Professionals,
        }
    }
}
