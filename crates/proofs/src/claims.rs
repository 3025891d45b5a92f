//! What the policies never allow, and a way to break each claim.

use access::Policies;
use anyhow::{Context, ensure};
use cedar_policy::{Authorizer, Decision, Policy, PolicyId, PolicySet, RequestEnv};
use cedar_policy_symcc::CompiledPolicySet;

use crate::solver::Solver;

/// Questions that must all be answered no.
pub struct Claim {
    says: &'static str,
    /// Policies that permit exactly the questions meant.
    questions: &'static str,
    /// The policies are broken by leaving these out …
    without: &'static [&'static str],
    /// … and adding these.
    with: &'static str,
}

/// Somebody who has no tie with the record but those named in the claim, and says nothing.
const NO_OTHER_TIE: &str = "!context.reason && !(context has allocation) && !(context has team) && \
     !(context has request) && !(context has task) && !(context has network) && !(context has conference) && \
     !(context has supervision) && !(context has rights_request) && !(context has stated_reason) && \
     !resource.named.contains(principal) && !(principal in resource.named_teams)";

/// What is proved.
pub const CLAIMS: &[Claim] = &[
    Claim {
        says: "nobody does anything with their own record",
        questions: "permit (principal, action, resource) when { resource.subject.contains(principal) };",
        without: &["own-record"],
        with: "",
    },
    Claim {
        says: "nobody does anything with a relative's record",
        questions: "permit (principal, action, resource) when { resource.relatives.contains(principal) };",
        without: &["kin-record"],
        with: "",
    },
    Claim {
        says: "a sealed record is open only to who asked, when somebody else approved",
        questions: "permit (principal, action, resource) when { resource.state == State::\"sealed\" }
            unless { context has sealed_opening && context.sealed_opening.asked_by == principal &&
                context.sealed_opening.approved_by != principal };",
        without: &["sealed"],
        with: "permit (principal in Role::\"team_manager\", action, resource) when { resource.state == State::\"sealed\" };",
    },
    Claim {
        says: "a sealed record is only read",
        questions: "permit (principal, action, resource) when { resource.state == State::\"sealed\" }
            unless { action in [Action::\"open_person\", Action::\"open_narrative\"] };",
        without: &["sealed"],
        with: "permit (principal in Role::\"team_manager\", action, resource) when { resource.state == State::\"sealed\" };",
    },
    Claim {
        says: "a sealed record is open for no longer than four hours",
        questions: "permit (principal, action, resource)
            when { resource.state == State::\"sealed\" && context has sealed_opening }
            when { context.sealed_opening.since.offset(duration(\"4h\")) <= context.now };",
        without: &["sealed", "sealed-opened-by-two"],
        with: "permit (principal in Role::\"worker\", action, resource)
            when { resource.state == State::\"sealed\" && context has sealed_opening };",
    },
    Claim {
        says: "a restricted record is closed to who is not named and in no emergency",
        questions: "permit (principal, action, resource) when { resource.state == State::\"restricted\" }
            unless { resource.named.contains(principal) || principal in resource.named_teams || context has named ||
                context has emergency_access || context.emergency || action == Action::\"see_access_log\" };",
        without: &["restricted-to-those-named"],
        with: "permit (principal in Role::\"worker\", action, resource) when { context has allocation };",
    },
    Claim {
        says: "a restriction is never touched without a second factor",
        questions: "permit (principal, action == Action::\"restrict\", resource) unless { context has stepped_up_at };",
        without: &["restricting-takes-a-second-factor"],
        with: "",
    },
    Claim {
        says: "an inspector writes nothing",
        questions: "permit (principal in Role::\"inspector\", action in Action::\"write\", resource);",
        without: &["inspectors-only-read"],
        with: "",
    },
    Claim {
        says: "an inspector reads nothing that was not drawn for them",
        questions: "permit (principal in Role::\"inspector\", action, resource)
            unless { context has audit_sample || principal in [Role::\"duty_officer\", Role::\"duty_manager\",
                Role::\"worker\", Role::\"team_manager\", Role::\"business_support\", Role::\"lead_practitioner\",
                Role::\"data_protection_officer\"] };",
        without: &[],
        with: "permit (principal in Role::\"inspector\", action, resource) when { resource.state == State::\"open\" };",
    },
    Claim {
        says: "a practitioner of another agency neither searches nor changes anybody's details",
        questions: "permit (principal in Role::\"lead_practitioner\",
                action in [Action::\"see_in_results\", Action::\"amend_person\", Action::\"screen_request\",
                    Action::\"decide_request\", Action::\"restrict\"], resource);",
        without: &["partners-read-and-write-entries"],
        with: "",
    },
    Claim {
        says: "whose training has run out does nothing",
        questions: "permit (principal, action, resource)
            when { principal has trained_until && principal.trained_until <= context.now };",
        without: &["training-expired"],
        with: "",
    },
    Claim {
        says: "analysts and administrators do nothing",
        questions: "permit (principal, action, resource)
            when { principal in [Role::\"analyst\", Role::\"administrator\"] }
            unless { principal in [Role::\"duty_officer\", Role::\"duty_manager\", Role::\"worker\",
                Role::\"team_manager\", Role::\"business_support\", Role::\"lead_practitioner\", Role::\"inspector\",
                Role::\"data_protection_officer\"] };",
        without: &["who-reads"],
        with: "permit (principal in Role::\"administrator\", action, resource);",
    },
    Claim {
        says: "emergency access is over after four hours",
        questions: "permit (principal, action in [Action::\"open_person\", Action::\"open_narrative\"], resource)
            when { NO_OTHER_TIE && !(context has named) && !(context has audit_sample) }
            when { resource.state != State::\"sealed\" && context has emergency_access }
            when { context.emergency_access.since.offset(duration(\"4h\")) <= context.now };",
        without: &["emergency-taken"],
        with: "permit (principal, action, resource)
            when { context has emergency_access }
            when { context.now < context.emergency_access.since.offset(duration(\"5h\")) };",
    },
    Claim {
        says: "emergency access is for reading",
        questions: "permit (principal, action in [Action::\"amend_person\", Action::\"write_entry\", Action::\"restrict\"], resource)
            when { NO_OTHER_TIE && !(context has named) };",
        without: &["emergency-taken"],
        with: "permit (principal, action, resource) when { context has emergency_access };",
    },
];

impl Claim {
    /// Proves it for every question the schema allows; 1 if it does not hold. `whole` are Kith's policies, compiled for
    /// each of those.
    pub async fn prove(
        &self,
        policies: &Policies,
        whole: &[(RequestEnv, CompiledPolicySet)],
        solver: &mut Solver,
    ) -> anyhow::Result<usize> {
        let questions: PolicySet =
            self.questions.replace("NO_OTHER_TIE", NO_OTHER_TIE).parse().context(self.says)?;
        let broken = self.broken(policies).context(self.says)?;
        let mut breaks = None;
        for (env, whole) in whole {
            // Most questions are about some actions only.
            let asks = |policy: &Policy| {
                policy.get_valid_request_envs(policies.schema()).any(|it| it.action() == env.action())
            };
            if !questions.policies().any(asks) {
                continue;
            }
            let questions =
                CompiledPolicySet::compile(&questions, env, policies.schema()).context(self.says)?;
            if let Some(found) = solver.check_disjoint_with_counterexample_opt(whole, &questions).await? {
                println!("NOT PROVED  {}\n{found:#?}", self.says);
                return Ok(1);
            }
            if breaks.is_none() {
                let broken =
                    CompiledPolicySet::compile(&broken, env, policies.schema()).context(self.says)?;
                breaks = solver.check_disjoint_with_counterexample_opt(&broken, &questions).await?;
            }
        }
        let found = breaks
            .with_context(|| format!("{}: holds of broken policies too, so it proves nothing", self.says))?;
        let allows = |set: &PolicySet| {
            Authorizer::new().is_authorized(&found.request, set, &found.entities).decision()
                == Decision::Allow
        };
        ensure!(allows(&broken) && !allows(policies.set()), "{}: Cedar itself answers otherwise", self.says);
        println!("holds  {}", self.says);
        Ok(0)
    }

    fn broken(&self, policies: &Policies) -> anyhow::Result<PolicySet> {
        let mut broken = policies.set().clone();
        for id in self.without {
            broken.remove_static(PolicyId::new(id))?;
        }
        let more: PolicySet = self.with.parse()?;
        for (at, policy) in more.policies().enumerate() {
            broken.add(policy.new_id(PolicyId::new(format!("broken-{at}"))))?;
        }
        Ok(broken)
    }
}
