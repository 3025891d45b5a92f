//! What a family picture is drawn from: people, couples, and who is whose parent.

mod clean;
mod remark;

pub(crate) use clean::{Clean, Pair, Shown, clean};
pub(crate) use remark::Remark;

/// People and how they are tied. Ties name people by their [`Person::id`].
#[derive(Debug, Clone, Default)]
pub struct Family {
    /// How the picture is called, such as "the Banks family".
    pub name: String,
    /// Everybody in the picture, in any order.
    pub people: Vec<Person>,
    /// Who is or was a couple. Where two people are given more than once, the last one is drawn: give the latest last.
    pub couples: Vec<Couple>,
    /// Who is whose parent or carer.
    pub parents: Vec<ParentTie>,
}

/// One person, as they may be shown to whoever looks.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// What ties call them. Never shown.
    pub id: String,
    /// The name to show. Empty: "Name not known".
    pub name: String,
    /// Age in whole years or in words ("14", "8 months"), today or at death. Empty: not known.
    pub age: String,
    /// Dates to show, such as "born 10 July 2012" or "1948 to 2019". May be empty.
    pub dates: String,
    /// Birth, or the date a birth is or was expected, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty when not known. Orders
    /// brothers and sisters, eldest first; those with the same whole date are drawn as twins.
    pub born: String,
    /// Decides the symbol.
    pub sex: Sex,
    /// Whether this is a person, a pregnancy or a pregnancy that was lost.
    pub kind: Kind,
    /// Whether they have died.
    pub deceased: bool,
    /// Whether the work is about this child or young person.
    pub subject: bool,
    /// The page about them, a path on this site. Anything else is not linked.
    pub link: Option<String>,
    /// Whether the record is restricted for whoever looks. Then the picture says "Restricted" and shows nothing of them
    /// but their ties, whatever the other fields hold: no sex, age, death, household or link.
    pub restricted: bool,
    /// The household they live in, in the words to show ("12 Mill Lane", "Rachel's home"). The same words mean the same
    /// household. Empty: not known.
    pub household: String,
    /// The same text on children of one birth, for when dates are not known or do not agree. May be empty.
    pub twins: String,
}

/// What decides a symbol.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// A square.
    Male,
    /// A circle.
    Female,
    /// A diamond.
    Other,
    /// A diamond too.
    #[default]
    NotKnown,
}

/// Who or what a symbol stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Somebody who was born.
    #[default]
    Person,
    /// A child not born yet.
    Pregnancy,
    /// A miscarriage, a termination or a stillbirth.
    Loss,
}

/// Two people who are or were a couple.
#[derive(Debug, Clone)]
pub struct Couple {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// What is drawn across their line.
    pub kind: CoupleKind,
}

/// What sort of couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoupleKind {
    /// Married, in a civil partnership or together for long.
    Enduring,
    /// Together for a short time, or on and off.
    Transitory,
    /// No longer together.
    Separated,
    /// The marriage or civil partnership was ended.
    Divorced,
    /// They have a child together and nothing else is on record. Callers need not give this: it is found.
    NotRecorded,
}

/// Somebody is a child's parent or carer.
#[derive(Debug, Clone)]
pub struct ParentTie {
    /// The parent or carer.
    pub parent: String,
    /// The child.
    pub child: String,
    /// How.
    pub kind: ParentKind,
}

/// How somebody is a child's parent. In the order of what is drawn first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParentKind {
    /// By birth.
    Birth,
    /// By adoption.
    Adopted,
    /// By a special guardianship order.
    SpecialGuardian,
    /// By fostering, private fostering included.
    Foster,
    /// As the partner of a parent.
    Step,
}

impl CoupleKind {
    /// Whether the two are no longer together.
    pub(crate) fn is_over(self) -> bool {
        matches!(self, Self::Separated | Self::Divorced)
    }

    /// In a table, after the partner's name.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Enduring => "a couple",
            Self::Transitory => "a short or on-and-off relationship",
            Self::Separated => "separated",
            Self::Divorced => "divorced",
            Self::NotRecorded => "have a child together, no relationship recorded",
        }
    }
}

impl ParentKind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Birth, Self::Adopted, Self::SpecialGuardian, Self::Foster, Self::Step];

    /// What the parent is.
    pub(crate) fn parent_word(self) -> &'static str {
        match self {
            Self::Birth => "birth parent",
            Self::Adopted => "adoptive parent",
            Self::SpecialGuardian => "special guardian",
            Self::Foster => "foster carer",
            Self::Step => "step-parent",
        }
    }

    /// What the child is.
    pub(crate) fn child_word(self) -> &'static str {
        match self {
            Self::Birth => "birth child",
            Self::Adopted => "adopted",
            Self::SpecialGuardian => "special guardianship",
            Self::Foster => "fostered",
            Self::Step => "stepchild",
        }
    }
}
