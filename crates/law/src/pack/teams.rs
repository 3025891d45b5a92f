//! `teams.toml`: who does the work, who may decide, and where each outcome goes.

use serde::{Deserialize, Serialize};

use super::{Key, problem::Problems};
use crate::decision::{Needs, Outcome};

/// Teams and routes.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Teams {
    /// The teams.
    pub team: Vec<Team>,
    /// Where each outcome goes; one for each [`Outcome`].
    pub route: Vec<Route>,
}

/// A team.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// The team's id.
    pub id: Key,
    /// Its name, as families hear it.
    pub name: String,
    /// What it does.
    pub kind: TeamKind,
    /// The notice's service the team belongs to.
    pub service: Key,
    /// Part of the council it covers.
    pub area: String,
    /// Whether its managers may decide on requests for support.
    #[serde(default)]
    pub may_decide: bool,
    /// A mailbox that outlives its owner.
    pub email: String,
}

/// What a team does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamKind {
    /// Takes requests and screens them: the duty desk.
    FrontDoor,
    /// Early Help.
    EarlyHelp,
    /// Family Help: Early Help and child in need together.
    FamilyHelp,
    /// Children's social care.
    SocialCare,
    /// Emergency duty team, at night and at weekends.
    OutOfHours,
}

/// Where an outcome goes.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Code of an [`Outcome`].
    pub outcome: Key,
    /// How the council says it: "Early Help will be in touch".
    pub name: String,
    /// Teams it may be given to; empty when the work ends here.
    #[serde(default)]
    pub teams: Vec<Key>,
    /// What the decision letter says happens next.
    pub what_happens: String,
}

impl Teams {
    /// The team `id`, if there is one.
    pub fn get(&self, id: &str) -> Option<&Team> {
        self.team.iter().find(|team| team.id == *id)
    }

    /// Where the outcome goes. Every outcome has a route once a pack has loaded.
    pub fn route(&self, outcome: Outcome) -> Option<&Route> {
        self.route.iter().find(|route| route.outcome == *outcome.code())
    }

    pub(super) fn check(&self, services: &[&str], problems: &mut Problems<'_>) {
        problems.no_twins("team", self.team.iter().map(|team| &team.id));
        problems.no_twins("route", self.route.iter().map(|route| &route.outcome));
        for team in &self.team {
            problems.must_exist("service in the notices", &team.service, services.iter().copied());
        }
        for route in &self.route {
            problems.must_exist("outcome", &route.outcome, Outcome::ALL.iter().map(|outcome| outcome.code()));
            for team in &route.teams {
                problems.must_exist("team", team, self.team.iter().map(|t| t.id.as_str()));
            }
        }
        for outcome in Outcome::ALL {
            let code = outcome.code();
            match self.route(*outcome) {
                None => problems.at_byte(
                    0,
                    format!("no route says where ‘{code}’ goes"),
                    "add a [[route]] for it",
                ),
                Some(route) if outcome.needs() == Needs::Team && route.teams.is_empty() => {
                    problems.at(&route.outcome, format!("no team takes ‘{code}’ on"), "add teams = […]");
                }
                Some(_) => {}
            }
        }
        if !self.team.iter().any(|team| team.kind == TeamKind::FrontDoor && team.may_decide) {
            let instead = "set may_decide = true on the front door's team";
            problems.at_byte(0, "nobody at the front door may decide on a request", instead);
        }
    }
}
