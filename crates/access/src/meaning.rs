//! What a policy means for the ledger and the page: its annotations `@basis` and `@why`.

use cedar_policy::{Effect, Policy};

use crate::facts::{GrantKind, Role};

/// What a policy says when it decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It permits, on this ground.
    Permits(Ground),
    /// It forbids, and this is what to say.
    Forbids(Said),
}

/// What a policy that permits rests on, best first: of several, the first is kept in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ground {
    /// The job itself. The roles the policy names.
    Role(Vec<Role>),
    NamedOnRestriction,
    Sealed,
    Tie(GrantKind),
    EmergencyDeclared,
    StatedReasonNow,
}

/// What is said when a policy forbids. Of several, the first: the ones that tell least about the record come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    NotFound,
    OwnRecord,
    KinRecord,
    TrainingExpired,
    RoleNever,
    RecordExists,
    StepUpNeeded,
}

impl Meaning {
    /// Reads the annotations. The error says what is wrong with them.
    pub(crate) fn of(policy: &Policy) -> Result<Self, String> {
        match (policy.effect(), policy.annotation("basis"), policy.annotation("why")) {
            (Effect::Permit, Some(basis), None) => Ground::parse(basis, policy)
                .map(Self::Permits)
                .ok_or_else(|| format!("@basis(\"{basis}\") is no ground for access")),
            (Effect::Forbid, None, Some(why)) => {
                Said::parse(why).map(Self::Forbids).ok_or_else(|| format!("@why(\"{why}\") is no refusal"))
            }
            (Effect::Permit, ..) => Err("a policy that permits has @basis and no @why".to_owned()),
            (Effect::Forbid, ..) => Err("a policy that forbids has @why and no @basis".to_owned()),
        }
    }
}

impl Ground {
    fn parse(basis: &str, policy: &Policy) -> Option<Self> {
        Some(match basis {
            "role" => Self::Role(roles_named(policy)),
            "named_on_restriction" => Self::NamedOnRestriction,
            "sealed_opening" => Self::Sealed,
            "emergency_declared" => Self::EmergencyDeclared,
            "stated_reason_now" => Self::StatedReasonNow,
            tie => Self::Tie(GrantKind::ALL.iter().copied().find(|kind| kind.code() == tie)?),
        })
    }
}

fn roles_named(policy: &Policy) -> Vec<Role> {
    let named = policy.entity_literals();
    let is_named = |role: &&Role| {
        named.iter().any(|it| it.type_name().basename() == "Role" && it.id().unescaped() == role.code())
    };
    Role::ALL.iter().filter(is_named).copied().collect()
}

impl Said {
    fn parse(why: &str) -> Option<Self> {
        Some(match why {
            "not_found" => Self::NotFound,
            "own_record" => Self::OwnRecord,
            "kin_record" => Self::KinRecord,
            "training_expired" => Self::TrainingExpired,
            "role_never" => Self::RoleNever,
            "record_exists" => Self::RecordExists,
            "step_up_needed" => Self::StepUpNeeded,
            _ => return None,
        })
    }
}
