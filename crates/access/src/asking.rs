//! The facts as Cedar knows them: entities, and the context of one question. Names are those of
//! `access/schema.cedarschema`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use jiff::Timestamp;

use crate::facts::{Action, Actor, Circumstances, Grant, GrantKind, Holder, PersonFacts, PersonState};
use crate::policies::Policies;

/// One question, before it is put.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub actor: &'a Actor,
    pub action: Action,
    pub person: &'a PersonFacts,
    /// They said why.
    pub reason: bool,
    /// They say somebody may be in danger.
    pub emergency: bool,
    pub stepped_up_at: Option<Timestamp>,
    pub now: Timestamp,
}

type Trouble = Box<dyn std::error::Error>;

static OFFICER: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Officer"));
static TEAM: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Team"));
static ROLE: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Role"));
static STATE: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("State"));
static RECORD: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Record"));
static ACTION: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Action"));

impl<'a> Asking<'a> {
    pub(crate) fn new(
        actor: &'a Actor,
        action: Action,
        person: &'a PersonFacts,
        said: &Circumstances,
        now: Timestamp,
    ) -> Self {
        Self {
            actor,
            action,
            person,
            reason: said.stated_reason().is_some(),
            emergency: said.emergency,
            stepped_up_at: actor.stepped_up_at,
            now,
        }
    }

    /// The question in Cedar's terms, checked against the schema.
    pub(crate) fn request(&self, policies: &Policies) -> Result<Request, Trouble> {
        Ok(Request::new(
            officer(&self.actor.account),
            uid(&ACTION, self.action.code()),
            the_record(),
            self.context()?,
            Some(&policies.schema),
        )?)
    }

    /// The two that a question is about, beside the actions.
    pub(crate) fn entities(&self, policies: &Policies) -> Result<Entities, Trouble> {
        Ok(policies.actions.clone().add_entities([self.principal()?, self.resource()?], None)?)
    }

    fn principal(&self) -> Result<Entity, Trouble> {
        let roles = self.actor.roles.iter().map(|role| uid(&ROLE, role.code()));
        let teams = self.actor.teams.iter().map(|team| uid(&TEAM, team));
        let attributes =
            self.actor.trained_until.map(|until| ("trained_until".to_owned(), moment(until))).into_iter();
        Ok(Entity::new(officer(&self.actor.account), attributes.collect(), roles.chain(teams).collect())?)
    }

    fn resource(&self) -> Result<Entity, Trouble> {
        let me = |mine: bool| set(mine.then(|| officer(&self.actor.account)));
        let (state, named): (_, &[Holder]) = match &self.person.state {
            PersonState::Open => ("open", &[]),
            PersonState::Restricted { named, .. } => ("restricted", named),
            PersonState::Sealed => ("sealed", &[]),
        };
        let officers = named.iter().filter_map(|holder| match holder {
            Holder::Account(account) => Some(officer(account)),
            Holder::Team(_) => None,
        });
        let teams = named.iter().filter_map(|holder| match holder {
            Holder::Team(team) => Some(uid(&TEAM, team)),
            Holder::Account(_) => None,
        });
        let attributes = HashMap::from([
            ("state".to_owned(), RestrictedExpression::new_entity_uid(uid(&STATE, state))),
            ("subject".to_owned(), me(self.person.is_self)),
            ("relatives".to_owned(), me(self.person.is_kin)),
            ("named".to_owned(), set(officers)),
            ("named_teams".to_owned(), set(teams)),
        ]);
        Ok(Entity::new(the_record(), attributes, HashSet::new())?)
    }

    fn context(&self) -> Result<Context, Trouble> {
        let mut facts = vec![
            ("now".to_owned(), moment(self.now)),
            ("reason".to_owned(), RestrictedExpression::new_bool(self.reason)),
            ("emergency".to_owned(), RestrictedExpression::new_bool(self.emergency)),
        ];
        if let Some(at) = self.stepped_up_at {
            facts.push(("stepped_up_at".to_owned(), moment(at)));
        }
        if let Some(opening) = &self.person.sealed_opening {
            let opening = RestrictedExpression::new_record([
                ("asked_by".to_owned(), RestrictedExpression::new_entity_uid(officer(&opening.asked_by))),
                (
                    "approved_by".to_owned(),
                    RestrictedExpression::new_entity_uid(officer(&opening.approved_by)),
                ),
                ("since".to_owned(), moment(opening.since)),
            ])?;
            facts.push(("sealed_opening".to_owned(), opening));
        }
        for kind in GrantKind::ALL {
            if let Some(grant) = self.tie(*kind) {
                facts.push((tie_name(*kind).to_owned(), tie(grant)?));
            }
        }
        Ok(Context::from_pairs(facts)?)
    }

    /// The actor's grant of this kind. Of several the one that has begun and ends last: the policies judge one of each
    /// kind, and a worse choice here could only refuse.
    pub(crate) fn tie(&self, kind: GrantKind) -> Option<&'a Grant> {
        let held = |grant: &&Grant| grant.kind == kind && self.actor.holds(&grant.holder);
        self.person.grants.iter().filter(held).max_by_key(|grant| {
            let ends = grant.ends().unwrap_or(Timestamp::MAX);
            (grant.valid_from <= self.now, ends)
        })
    }
}

/// What the schema calls the tie: "emergency" is already what the officer says now.
const fn tie_name(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::Emergency => "emergency_access",
        other => other.code(),
    }
}

fn tie(grant: &Grant) -> Result<RestrictedExpression, Trouble> {
    let mut facts = vec![
        ("since".to_owned(), moment(grant.valid_from)),
        ("reviewed".to_owned(), moment(grant.last_looked_at())),
    ];
    if let Some(until) = grant.valid_until {
        facts.push(("until".to_owned(), moment(until)));
    }
    Ok(RestrictedExpression::new_record(facts)?)
}

/// Cedar counts in milliseconds.
fn moment(at: Timestamp) -> RestrictedExpression {
    RestrictedExpression::new_datetime(at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
}

fn set(entities: impl IntoIterator<Item = EntityUid>) -> RestrictedExpression {
    RestrictedExpression::new_set(entities.into_iter().map(RestrictedExpression::new_entity_uid))
}

fn officer(account: &str) -> EntityUid {
    uid(&OFFICER, account)
}

/// A decision is about one record, which needs no name here.
fn the_record() -> EntityUid {
    uid(&RECORD, "this")
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

#[expect(clippy::expect_used, reason = "only for the six names above, which are identifiers")]
fn type_name(name: &str) -> EntityTypeName {
    name.parse().expect("an identifier")
}
