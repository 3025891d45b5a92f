//! Who may have the plan (promises P06 and P51): the team around the family, unless the family says no. Against its word only
//! for serious harm, crime, or what the law or a court orders, and then the reason is on record.

use crate::casework::PlanGoes;
use crate::codes::code_enum;

code_enum! {
    /// What the family said about one person or organisation.
    pub enum Preference {
        /// They may have it.
        Agreed = "agreed", "May have the plan";
        /// Only their own actions.
        OwnActions = "own_actions", "May have their own actions only";
        /// They may not have it.
        No = "no", "Do not send the plan";
        /// Nobody asked, or nobody answered.
        NotSaid = "not_said", "Not asked";
    }
}

code_enum! {
    /// Why a plan goes to somebody against the family's word.
    pub enum OverrideGround {
        /// Serious harm to a child or somebody else.
        SeriousHarm = "serious_harm", "To protect someone from serious harm";
        /// Crime or fraud.
        Crime = "crime", "To prevent or detect crime or fraud";
        /// An Act or regulations ask for it.
        Law = "law", "The law says it must be shared";
        /// A court ordered it.
        CourtOrder = "court_order", "A court ordered it";
    }
}

/// Somebody in the team around the family.
#[derive(Debug, Clone)]
pub struct Member {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their organisation, as the sharing preferences name it. Empty for members of the family.
    pub organisation: String,
    /// What was said about this person.
    pub preference: Preference,
}

/// A decision to send the plan against the family's word.
#[derive(Debug, Clone)]
pub struct Override {
    /// The member, by id.
    pub member: String,
    /// The ground.
    pub ground: Option<OverrideGround>,
    /// The reason in words.
    pub reason: String,
    /// The manager who decided it, by name.
    pub authorised_by: String,
}

/// What an override lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OverrideProblem {
    /// No ground.
    #[error("Select why the plan is sent although the family said no")]
    Ground,
    /// No reason.
    #[error("Enter the reason in words. The family can read it unless that would put someone at risk")]
    Reason,
    /// Nobody authorised it.
    #[error("Enter the manager who decided this")]
    AuthorisedBy,
}

impl Override {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// Everything it lacks.
    pub fn check(&self) -> Result<(), Vec<OverrideProblem>> {
        let mut problems = Vec::new();
        if self.ground.is_none() {
            problems.push(OverrideProblem::Ground);
        }
        if self.reason.trim().is_empty() {
            problems.push(OverrideProblem::Reason);
        }
        if self.authorised_by.trim().is_empty() {
            problems.push(OverrideProblem::AuthorisedBy);
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

code_enum! {
    /// What a member receives, from the least to the most.
    pub enum Receives {
        /// Nothing.
        Nothing = "nothing", "Nothing";
        /// Their own actions.
        OwnActions = "own_actions", "Only what they do";
        /// The plan.
        Plan = "plan", "All of it";
    }
}

/// One line of the distribution list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// The member, by id.
    pub member: String,
    /// What the family said of them or of their organisation, the more careful of the two.
    pub said: Preference,
    /// What they receive.
    pub receives: Receives,
    /// Whether that is against the family's word.
    pub is_override: bool,
    /// Whether sending the plan needs an override with a reason.
    pub needs_override: bool,
    /// Why, in one sentence.
    pub because: String,
}

/// Who receives what. `organisations` are what the family said about whole organisations; of two answers the more careful
/// counts. An override that lacks anything is as if it were not there.
pub fn distribution(
    members: &[Member],
    organisations: &[(String, Preference)],
    overrides: &[Override],
    plan_goes: PlanGoes,
) -> Vec<Copies> {
    members.iter().map(|member| one(member, organisations, overrides, plan_goes)).collect()
}

fn one(
    member: &Member,
    organisations: &[(String, Preference)],
    overrides: &[Override],
    plan_goes: PlanGoes,
) -> Copies {
    let same = |name: &str| !name.trim().is_empty() && plain(name) == plain(&member.organisation);
    let of_organisation =
        organisations.iter().filter(|(name, _)| same(name)).map(|(_, preference)| *preference);
    let said_of_whom = of_organisation.map(|preference| (preference, member.organisation.as_str()));
    let all = said_of_whom.chain([(member.preference, member.name.as_str())]);
    let (said, whom) =
        all.min_by_key(|(preference, _)| allows(*preference)).unwrap_or((Preference::NotSaid, ""));

    let (receives, because) = match (said, plan_goes) {
        (Preference::Agreed, _) => {
            (Receives::Plan, format!("The family agreed that {whom} may have the plan"))
        }
        (Preference::OwnActions, _) => {
            (Receives::OwnActions, format!("The family said that {whom} may have their own actions only"))
        }
        (Preference::No, _) => (Receives::Nothing, format!("The family said not to send the plan to {whom}")),
        (Preference::NotSaid, PlanGoes::UnlessToldNotTo) => {
            let because = format!("{} is in the team, and the family has not said no", member.name);
            (Receives::Plan, because)
        }
        (Preference::NotSaid, PlanGoes::OnlyWithAgreement) => {
            let because = format!("The family has not been asked whether {} may have the plan", member.name);
            (Receives::Nothing, because)
        }
    };
    let needs_override = receives != Receives::Plan;
    let decided = overrides.iter().find(|decided| decided.member == member.id && decided.check().is_ok());
    let ground = decided.and_then(|decided| Some((decided, decided.ground?)));
    match ground.filter(|_| needs_override) {
        Some((decided, ground)) => Copies {
            member: member.id.clone(),
            said,
            receives: Receives::Plan,
            is_override: true,
            needs_override,
            because: format!(
                "{because}. Sent all the same: {} ({}), decided by {}",
                ground.label().to_lowercase(),
                decided.reason.trim(),
                decided.authorised_by.trim()
            ),
        },
        None => {
            Copies { member: member.id.clone(), said, receives, is_override: false, needs_override, because }
        }
    }
}

/// From the most careful answer to the least. "Not said" of a person does not undo what was said of the organisation.
fn allows(preference: Preference) -> u8 {
    match preference {
        Preference::No => 0,
        Preference::OwnActions => 1,
        Preference::Agreed => 2,
        Preference::NotSaid => 3,
    }
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
