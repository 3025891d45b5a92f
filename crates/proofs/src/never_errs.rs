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

/// What a tie has of moments that policies reckon with.
const OF_A_TIE: &[&str] = &[".since", ".reviewed"];

/// Where moments are in the context.
const MOMENTS: [(&str, &[&str]); 14] = [
    ("stepped_up_at", &[""]),
    ("sealed_opening", &[".since"]),
    ("allocation", OF_A_TIE),
    ("team", OF_A_TIE),
    ("request", OF_A_TIE),
    ("task", OF_A_TIE),
    ("named", OF_A_TIE),
    ("network", OF_A_TIE),
    ("conference", OF_A_TIE),
    ("supervision", OF_A_TIE),
    ("rights_request", OF_A_TIE),
    ("audit_sample", OF_A_TIE),
    ("emergency_access", OF_A_TIE),
    ("stated_reason", OF_A_TIE),
];

/// Proves it of each policy; the number that is not proved.
pub async fn prove(policies: &Policies, solver: &mut Solver) -> anyhow::Result<usize> {
    let (mut proofs, mut failed, mut can_fail) = (0, 0, false);
    for policy in policies.set().policies() {
        let assumed = assuming(policy)?;
        // Where its scope already rules a policy out, nothing of it is evaluated.
        for env in policy.get_valid_request_envs(policies.schema()) {
            proofs += 1;
            if !never_errs(&assumed, &env, policies.schema(), solver).await? {
                println!("NOT PROVED  {} may fail at {}", policy.id(), env.action());
                failed += 1;
            }
            let may_fail = !can_fail && policy.to_string().contains("offset");
            can_fail = can_fail || (may_fail && !never_errs(policy, &env, policies.schema(), solver).await?);
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
fn assuming(policy: &Policy) -> anyhow::Result<Policy> {
    let mut json = policy.to_json()?;
    json["conditions"].as_array_mut().context("no conditions")?.insert(0, assumption(policy)?);
    Ok(Policy::from_json(Some(policy.id().clone()), json)?)
}

/// Every moment that the policy reckons with is in the years 0 to 9999.
fn assumption(policy: &Policy) -> anyhow::Result<Value> {
    let within = |moment: &str| {
        format!("datetime(\"0000-01-01\") <= {moment} && {moment} <= datetime(\"9999-12-31\")")
    };
    let text = policy.to_string();
    let mut all = vec![within("context.now")];
    for (name, moments) in MOMENTS {
        if text.contains(&format!("context.{name}")) {
            let within: Vec<String> =
                moments.iter().map(|it| within(&format!("context.{name}{it}"))).collect();
            all.push(format!("(if context has {name} then {} else true)", within.join(" && ")));
        }
    }
    let text = format!("permit (principal, action, resource) when {{ {} }};", all.join(" && "));
    Ok(Policy::parse(None, text)?.to_json()?["conditions"][0].clone())
}
