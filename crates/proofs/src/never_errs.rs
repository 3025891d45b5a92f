//! No policy ever fails to evaluate.
//!
//! The only arithmetic is adding a duration to a moment, which fails past the end of what Cedar can count to: 292 million
//! years from now. Moments come from `jiff`, which ends with the year 9999, and Cedar reads no other as text, so the
//! claim is made for the years 0 to 9999. Without that assumption it fails, which shows that it can.

use access::Policies;
use anyhow::Context;
use cedar_policy::{Policy, RequestEnv, Schema};
use cedar_policy_symcc::CompiledPolicy;
use serde_json::Value;

use crate::solver::Solver;

const TIES: [&str; 12] = [
    "allocation",
    "team",
    "request",
    "task",
    "named",
    "network",
    "conference",
    "supervision",
    "rights_request",
    "audit_sample",
    "emergency_access",
    "stated_reason",
];

/// Proves it of each policy; the number that is not proved.
pub async fn prove(policies: &Policies, solver: &mut Solver) -> anyhow::Result<usize> {
    let assumption = assumption()?;
    let (mut proofs, mut failed, mut can_fail) = (0, 0, false);
    for policy in policies.set().policies() {
        let assumed = assuming(policy, &assumption)?;
        for env in policies.schema().request_envs() {
            proofs += 1;
            if !never_errs(&assumed, &env, policies.schema(), solver).await? {
                println!("NOT PROVED  {} may fail at {}", policy.id(), env.action());
                failed += 1;
            }
            can_fail = can_fail || !never_errs(policy, &env, policies.schema(), solver).await?;
        }
    }
    anyhow::ensure!(can_fail, "without the assumption a policy must be able to fail, or nothing was proved");
    println!(
        "holds  no policy ever fails, in the years 0 to 9999 ({proofs} proofs; without the assumption it fails)"
    );
    Ok(failed)
}

async fn never_errs(
    policy: &Policy,
    env: &RequestEnv,
    schema: &Schema,
    solver: &mut Solver,
) -> anyhow::Result<bool> {
    let compiled = CompiledPolicy::compile(policy, env, schema).context(policy.id().to_string())?;
    Ok(solver.check_never_errors_opt(&compiled).await?)
}

/// The policy with the assumption as its first condition: where that is false nothing after it is evaluated.
fn assuming(policy: &Policy, assumption: &Value) -> anyhow::Result<Policy> {
    let mut json = policy.to_json()?;
    json["conditions"].as_array_mut().context("no conditions")?.insert(0, assumption.clone());
    Ok(Policy::from_json(Some(policy.id().clone()), json)?)
}

/// Every moment that a policy reckons with is in the years 0 to 9999.
fn assumption() -> anyhow::Result<Value> {
    let within = |moment: &str| {
        format!("datetime(\"0000-01-01\") <= {moment} && {moment} <= datetime(\"9999-12-31\")")
    };
    let if_there = |name: &str, moments: &[String]| {
        let all: Vec<String> = moments.iter().map(|moment| within(moment)).collect();
        format!("(if context has {name} then {} else true)", all.join(" && "))
    };
    let mut all = vec![
        within("context.now"),
        if_there("stepped_up_at", &["context.stepped_up_at".to_owned()]),
        if_there("sealed_opening", &["context.sealed_opening.since".to_owned()]),
    ];
    all.extend(
        TIES.map(|tie| if_there(tie, &[format!("context.{tie}.since"), format!("context.{tie}.reviewed")])),
    );
    let text = format!("permit (principal, action, resource) when {{ {} }};", all.join(" && "));
    Ok(Policy::parse(None, text)?.to_json()?["conditions"][0].clone())
}
