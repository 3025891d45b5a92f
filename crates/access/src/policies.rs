//! The policies, read and checked once.

use std::collections::HashMap;

use cedar_policy::{Entities, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};

use crate::meaning::Meaning;

/// What the policies can speak of.
pub const SCHEMA: &str = include_str!("../../../access/schema.cedarschema");

/// The policies of the folder `access/`: file name and text.
pub const FILES: &[(&str, &str)] = &[
    ("emergency.cedar", include_str!("../../../access/emergency.cedar")),
    ("never.cedar", include_str!("../../../access/never.cedar")),
    ("oversight.cedar", include_str!("../../../access/oversight.cedar")),
    ("requests.cedar", include_str!("../../../access/requests.cedar")),
    ("restricted.cedar", include_str!("../../../access/restricted.cedar")),
    ("roles.cedar", include_str!("../../../access/roles.cedar")),
    ("sealed.cedar", include_str!("../../../access/sealed.cedar")),
    ("working.cedar", include_str!("../../../access/working.cedar")),
];

/// What is wrong with a set of policies, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Problem {
    /// The file, and the policy where it is known.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// Policies that were found whole: every one has an id and a meaning, and all are right by the schema.
#[derive(Debug)]
pub struct Policies {
    pub(crate) set: PolicySet,
    pub(crate) schema: Schema,
    pub(crate) meanings: HashMap<PolicyId, Meaning>,
    /// The actions with their groups, which every question needs.
    pub(crate) actions: Entities,
}

impl Policies {
    /// Kith's own policies.
    pub fn embedded() -> Result<Self, Problem> {
        Self::read(SCHEMA, FILES)
    }

    /// Reads policies and refuses any that the schema does not know all about (strict validation, warnings included).
    pub fn read(schema: &str, files: &[(&str, &str)]) -> Result<Self, Problem> {
        let problem = |place: &str, what: String| Problem { place: place.to_owned(), what };
        let (schema, _) = Schema::from_cedarschema_str(schema)
            .map_err(|error| problem("schema.cedarschema", error.to_string()))?;
        let mut set = PolicySet::new();
        let mut meanings = HashMap::new();
        for (file, text) in files {
            let parsed: PolicySet =
                text.parse().map_err(|error| problem(file, format!("cannot be read: {error}")))?;
            for policy in parsed.policies() {
                let policy = named(policy).map_err(|what| problem(file, what))?;
                let place = format!("{file}, {}", policy.id());
                let meaning = Meaning::of(&policy).map_err(|what| problem(&place, what))?;
                meanings.insert(policy.id().clone(), meaning);
                set.add(policy).map_err(|error| problem(&place, error.to_string()))?;
            }
        }
        let found = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if !found.validation_passed_without_warnings() {
            let all = found.validation_errors().map(ToString::to_string);
            let what: Vec<String> = all.chain(found.validation_warnings().map(ToString::to_string)).collect();
            return Err(problem("access/", what.join("; ")));
        }
        let actions =
            schema.action_entities().map_err(|error| problem("schema.cedarschema", error.to_string()))?;
        Ok(Self { set, schema, meanings, actions })
    }

    /// The policies themselves, for proofs and reference pages.
    pub const fn set(&self) -> &PolicySet {
        &self.set
    }

    /// What they can speak of.
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }
}

/// The policy under the name it gives itself.
fn named(policy: &Policy) -> Result<Policy, String> {
    let id = policy.annotation("id").ok_or("a policy has no @id")?;
    Ok(policy.new_id(PolicyId::new(id)))
}
