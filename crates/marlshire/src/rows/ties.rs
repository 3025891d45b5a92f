//! Families, relationships, responsibility and the professionals around.

use jiff::civil::Date;
use uuid::Uuid;

/// A family: a household and its network.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its id.
    pub id: Uuid,
    /// Reference such as `F-7K3M-9QXT`.
    pub reference: String,
    /// What staff call it, such as `Banks`.
    pub name: String,
    /// The day it was recorded.
    pub created_on: Date,
}

/// Somebody belonging to a family for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyMember {
    /// Which.
    pub family_id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// First day.
    pub member_from: Option<Date>,
    /// Last day, where it has ended.
    pub member_until: Option<Date>,
}

/// `person_id` is the `kind` of `other_id`. Stored one way only.
#[derive(Debug, Clone, PartialEq)]
pub struct Relationship {
    /// Who.
    pub person_id: Uuid,
    /// A code of `law`'s relationship types, such as `parent` or `former_partner`.
    pub kind: &'static str,
    /// To whom.
    pub other_id: Uuid,
    /// First day, where known.
    pub related_from: Option<Date>,
    /// Last day, where it has ended.
    pub related_until: Option<Date>,
    /// Whether this is the main carer of a child; `None` where it makes no sense.
    pub main_carer: Option<bool>,
    /// `stated`, `verified`, `believed` or `disputed`.
    pub certainty: &'static str,
}

/// Parental responsibility of an adult for a child (Children Act 1989, section 3).
#[derive(Debug, Clone, PartialEq)]
pub struct ParentalResponsibility {
    /// Who holds it.
    pub adult_id: Uuid,
    /// For whom.
    pub child_id: Uuid,
    /// A code of `law`'s ways of holding it, such as `mother` or `registered_father`.
    pub how_held: &'static str,
    /// First day.
    pub held_from: Option<Date>,
    /// Last day, where it has ended.
    pub held_until: Option<Date>,
}

/// A professional working with a person.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkProfessional {
    /// With whom.
    pub person_id: Uuid,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub agency: String,
    /// As what.
    pub role: &'static str,
    /// How to reach them.
    pub contact: Option<String>,
    /// `yes`, `no`, `limited` or `not-asked`.
    pub share_plan: &'static str,
    /// First day.
    pub active_from: Option<Date>,
    /// Last day, where it has ended.
    pub active_until: Option<Date>,
}
