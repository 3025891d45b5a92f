//! How long each class of record is kept, as a notice says it. What follows from it is [`crate::retention`]'s work.

use serde::{Deserialize, Serialize};

use super::{Amount, Cite, Key};

/// How long one class of record is kept.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The class's id; form questions and columns name one.
    pub class: Key,
    /// What it is called in one breath, such as "all other records"; the class's id where absent.
    #[serde(default)]
    pub name: Option<String>,
    /// What it covers.
    pub covers: String,
    /// People whose records are in it, by what they were to the service. A person may be in several classes.
    #[serde(default)]
    pub people: Vec<Role>,
    /// Records that are in it whoever they are about.
    #[serde(default)]
    pub records: Vec<RecordKind>,
    /// Only those whom no other class of this notice covers: "all other records".
    #[serde(default)]
    pub rest: bool,
    /// The event the period runs from.
    pub trigger: Trigger,
    /// How long after the event; absent only for the trigger `undecided`.
    #[serde(default)]
    pub period: Option<Amount>,
    /// What replaces the period where something else is so.
    #[serde(default)]
    pub unless: Vec<Unless>,
    /// Another event and period that the notice names beside it with "or".
    #[serde(default)]
    pub or: Option<Or>,
    /// What happens then.
    pub action: Action,
    /// What else the notice lets happen then: "made inaccessible or securely destroyed".
    #[serde(default)]
    pub or_action: Option<Action>,
    /// Why, in our words: the law or the council's own decision.
    pub citation: String,
    /// Promises it answers, such as `P60`.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

impl Retention {
    /// What it is called in one breath.
    pub fn called(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.class.replace('-', " "))
    }
}

/// An exception inside a class. It replaces the class's own period, even where it is shorter.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Unless {
    /// What must be so.
    pub when: When,
    /// The event the exception runs from.
    pub trigger: Trigger,
    /// How long after it.
    pub period: Amount,
}

/// What makes an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The person died before their eighteenth birthday.
    #[serde(rename = "died-under-18")]
    DiedUnder18,
    /// The person died on or after their eighteenth birthday.
    #[serde(rename = "died-at-18-or-over")]
    DiedAt18OrOver,
}

/// A second event after "or".
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Or {
    /// The other event.
    pub trigger: Trigger,
    /// How long after it.
    pub period: Amount,
    /// Which of the two counts when both have happened.
    pub reading: Reading,
}

/// How "or" is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The later of the two: nothing is destroyed while either could be meant.
    Later,
    /// The earlier of the two.
    Earlier,
}

/// What a person was to the service: it decides their classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A child about whom there is any record, a paper where no file was opened among them.
    Child,
    /// A child with Early Help.
    EarlyHelp,
    /// A child in need (Children Act 1989, section 17).
    ChildInNeed,
    /// A child for whom safeguarding action was taken (section 47), whatever came of it.
    Safeguarding,
    /// A child who has had a child protection plan.
    ChildProtectionPlan,
    /// A child who has been looked after.
    LookedAfter,
    /// A young person who has left care.
    CareLeaver,
    /// An adopted child.
    Adopted,
    /// A child who has been privately fostered.
    PrivatelyFostered,
    /// Somebody who has fostered a child privately.
    PrivateFosterParent,
    /// Somebody who has been approved as a foster carer.
    FosterCarer,
    /// Somebody who applied to foster and was not approved, or withdrew.
    FosterApplicant,
    /// Somebody on the register of those who pose a risk to children.
    PosesRisk,
    /// Somebody who has used a family centre or hub.
    FamilyCentreClient,
    /// A parent, carer or other adult of the family.
    Adult,
    /// Somebody who asked for help for another.
    Referrer,
    /// Somebody who works with the family.
    Professional,
}

/// A kind of record that is kept by its own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A recording of a call to the front door.
    FrontDoorCall,
    /// A recording of an online meeting.
    MeetingRecording,
    /// An assessment form.
    Assessment,
    /// Papers about the money of a family centre.
    Finance,
    /// Papers about a building.
    Building,
    /// A request begun online and never sent.
    UnfinishedRequest,
}

/// The event a retention period runs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The subject's date of birth.
    Birth,
    /// The subject's death.
    Death,
    /// The last time we were in touch.
    LastContact,
    /// The day the matter was closed.
    Closure,
    /// The day of a court's order; the last of several.
    Order,
    /// A caution or conviction; the last of several.
    CautionOrConviction,
    /// The day of a telephone call.
    Call,
    /// The end of the year in which the record was made.
    YearCreated,
    /// The last time a draft was saved.
    LastSaved,
    /// The day an approval, as a foster carer, ended.
    ApprovalEnded,
    /// The council has not decided: no date can be computed.
    Undecided,
}

/// What happens when a retention period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is securely destroyed.
    Destroy,
    /// Users of the system can no longer open it.
    MakeInaccessible,
    /// It goes to the archive.
    Archive,
    /// Somebody looks and decides.
    Review,
}

impl Trigger {
    /// In plain words: "… from the child's birth".
    pub fn words(self) -> &'static str {
        match self {
            Trigger::Birth => "birth",
            Trigger::Death => "death",
            Trigger::LastContact => "the last contact",
            Trigger::Closure => "the close of the matter",
            Trigger::Order => "the court's order",
            Trigger::CautionOrConviction => "the caution or conviction",
            Trigger::Call => "the call",
            Trigger::YearCreated => "the end of the year of the record",
            Trigger::LastSaved => "the last time it was saved",
            Trigger::ApprovalEnded => "the end of the approval",
            Trigger::Undecided => "nothing decided",
        }
    }
}

impl Action {
    /// As packs write it.
    pub fn code(self) -> &'static str {
        match self {
            Action::Destroy => "destroy",
            Action::MakeInaccessible => "make-inaccessible",
            Action::Archive => "archive",
            Action::Review => "review",
        }
    }

    /// In plain words: "it is then …".
    pub fn words(self) -> &'static str {
        match self {
            Action::Destroy => "destroyed",
            Action::MakeInaccessible => "made inaccessible",
            Action::Archive => "archived",
            Action::Review => "reviewed",
        }
    }
}

impl Role {
    /// What an involvement of this kind makes of a child.
    pub fn of_involvement(kind: &str) -> Option<Role> {
        Some(match kind {
            "early_help" => Role::EarlyHelp,
            "child_in_need" => Role::ChildInNeed,
            "child_protection" => Role::ChildProtectionPlan,
            "looked_after" => Role::LookedAfter,
            "leaving_care" => Role::CareLeaver,
            "adoption" => Role::Adopted,
            "private_fostering" => Role::PrivatelyFostered,
            _ => return None,
        })
    }
}
