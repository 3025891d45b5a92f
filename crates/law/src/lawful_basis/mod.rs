//! Whether information may be used for a purpose: the notice names it, a lawful basis carries it, and what the law protects
//! specially has its condition (UK GDPR Articles 5, 6, 8A, 9 and 10; Data Protection Act 2018, Schedule 1).

mod reasons;
#[cfg(test)]
mod tests;

pub use reasons::{Reason, Remains, remains};

use jiff::civil::Date;

use crate::consent::{self, Event};
use crate::pack::{Basis, Notice, Protection, Purpose, ScheduleOne, SpecialCondition};

/// A use somebody wants to make of information.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The kind of information.
    pub category: &'a str,
    /// What it is to be used for.
    pub purpose: &'a str,
    /// What it was collected for.
    pub collected_for: &'a str,
    /// The day of the use.
    pub on: Date,
}

/// Yes, with what carries it, or no, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It may be used.
    Allowed(Allowed),
    /// It may not.
    Refused(Refusal),
}

/// What carries a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The basis, Article 6(1).
    pub basis: Basis,
    /// The condition for specially protected information, Article 9(2).
    pub condition: Option<SpecialCondition>,
    /// The condition of Schedule 1, where one is needed.
    pub schedule_1: Option<ScheduleOne>,
    /// Why a purpose other than that of collection is compatible.
    pub compatible: Compatible,
}

/// Why the purpose fits the one of collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compatible {
    /// It is the same.
    Same,
    /// The notice given when it was collected named this purpose for this kind of information (Article 5(1)(b)).
    StatedAtCollection,
    /// They consented to it since (Article 8A(3)(a)).
    Consented,
    /// Research or statistics with safeguards (Article 8A(3)(b)).
    ResearchOrStatistics,
    /// The law asks for it, or it protects somebody or prevents crime (Article 8A(3)(d) and Annex 2).
    Annex2,
}

/// Why a use is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The notice names no such purpose.
    NoSuchPurpose,
    /// The purpose does not need this kind of information.
    NotNeeded,
    /// It was collected for something else, under a notice that did not say this.
    Incompatible,
    /// No lawful basis carries it.
    NoBasis,
    /// It rests on consent, and no consent stands.
    NoConsent,
    /// Specially protected information, and no condition is met.
    NoCondition,
    /// Information about offences, or a condition that needs one, without a Schedule 1 condition.
    NoScheduleOne,
}

impl Refusal {
    /// In words, for the person who is refused.
    pub fn words(&self) -> &'static str {
        match self {
            Refusal::NoSuchPurpose => "the notice does not name this purpose",
            Refusal::NotNeeded => "the notice does not say that this purpose needs this kind of information",
            Refusal::Incompatible => {
                "it was collected for something else, and the notice given then did not say this"
            }
            Refusal::NoBasis => "the notice gives no lawful basis for it",
            Refusal::NoConsent => "it rests on consent, and no consent stands",
            Refusal::NoCondition => "it is specially protected, and the notice gives no condition for it",
            Refusal::NoScheduleOne => {
                "the Data Protection Act asks for a Schedule 1 condition, and the notice gives none"
            }
        }
    }
}

/// Decides on a use under the notice that holds now. `at_collection` is the notice the family was given when the information
/// was collected.
pub fn may_use(now: &Notice, at_collection: &Notice, wanted: Use<'_>, consents: &[Event]) -> Answer {
    match decide(now, at_collection, wanted, consents) {
        Ok(allowed) => Answer::Allowed(allowed),
        Err(refusal) => Answer::Refused(refusal),
    }
}

fn decide(
    now: &Notice,
    at_collection: &Notice,
    wanted: Use<'_>,
    consents: &[Event],
) -> Result<Allowed, Refusal> {
    let purpose = now.purpose(wanted.purpose).ok_or(Refusal::NoSuchPurpose)?;
    if !purpose.categories.iter().any(|category| *category == *wanted.category) {
        return Err(Refusal::NotNeeded);
    }
    let consented = consent::opens(now, wanted.purpose, consents, wanted.on).is_some();
    let compatible = compatible(purpose, at_collection, wanted, consented)?;
    let basis = basis(purpose, consented)?;
    let protection =
        now.category(wanted.category).map_or(Protection::Ordinary, |category| category.protection);
    let condition = match protection {
        Protection::Special => Some(condition(purpose, consented)?),
        Protection::Ordinary | Protection::Offence => None,
    };
    let needs_schedule_1 = protection == Protection::Offence || condition.is_some_and(needs_schedule_1);
    let schedule_1 = match needs_schedule_1 {
        true => Some(*purpose.schedule_1.first().ok_or(Refusal::NoScheduleOne)?),
        false => None,
    };
    Ok(Allowed { basis, condition, schedule_1, compatible })
}

fn compatible(
    purpose: &Purpose,
    at_collection: &Notice,
    wanted: Use<'_>,
    consented: bool,
) -> Result<Compatible, Refusal> {
    if wanted.purpose == wanted.collected_for {
        return Ok(Compatible::Same);
    }
    let stated = at_collection
        .purpose(wanted.purpose)
        .is_some_and(|then| then.categories.iter().any(|category| *category == *wanted.category));
    let in_annex_2 = purpose.bases.contains(&Basis::LegalObligation)
        || purpose.bases.contains(&Basis::VitalInterests)
        || purpose
            .schedule_1
            .iter()
            .any(|one| matches!(one, ScheduleOne::Safeguarding | ScheduleOne::PreventingUnlawfulActs));
    if stated {
        Ok(Compatible::StatedAtCollection)
    } else if consented {
        Ok(Compatible::Consented)
    } else if purpose.conditions.contains(&SpecialCondition::ResearchOrStatistics) {
        Ok(Compatible::ResearchOrStatistics)
    } else if in_annex_2 {
        Ok(Compatible::Annex2)
    } else {
        Err(Refusal::Incompatible)
    }
}

/// The first basis that carries it; consent only while it stands.
fn basis(purpose: &Purpose, consented: bool) -> Result<Basis, Refusal> {
    let carries = |basis: &&Basis| **basis != Basis::Consent || consented;
    match purpose.bases.iter().find(carries) {
        Some(basis) => Ok(*basis),
        None if purpose.rests_on_consent() => Err(Refusal::NoConsent),
        None => Err(Refusal::NoBasis),
    }
}

fn condition(purpose: &Purpose, consented: bool) -> Result<SpecialCondition, Refusal> {
    let met = |condition: &&SpecialCondition| **condition != SpecialCondition::ExplicitConsent || consented;
    match purpose.conditions.iter().find(met) {
        Some(condition) => Ok(*condition),
        None if !purpose.conditions.is_empty() => Err(Refusal::NoConsent),
        None => Err(Refusal::NoCondition),
    }
}

/// Section 10(3) of the Data Protection Act 2018.
fn needs_schedule_1(condition: SpecialCondition) -> bool {
    matches!(
        condition,
        SpecialCondition::SubstantialPublicInterest
            | SpecialCondition::HealthOrSocialCare
            | SpecialCondition::ResearchOrStatistics
    )
}
