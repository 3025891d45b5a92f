//! Proves, for every question the schema allows, what the policies in `access/` never do.
//!
//! Cedar's symbolic compiler turns policies into formulas and the solver cvc5 looks for facts that break a claim. "Holds"
//! means that there are none, however many officers, records and ties there are. A claim that could not fail would prove
//! nothing, so each is also tried on policies broken on purpose, and must find facts that Cedar itself then lets through.

mod claims;
mod never_errs;
mod solver;

use std::process::ExitCode;
use std::time::Instant;

use access::Policies;
use anyhow::Context;
use cedar_policy_symcc::CompiledPolicySet;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let policies = Policies::embedded().context("access/")?;
    let mut solver = solver::start()?;
    let mut failed = never_errs::prove(&policies, &mut solver).await?;
    let whole = policies
        .schema()
        .request_envs()
        .map(|env| Ok((env.clone(), CompiledPolicySet::compile(policies.set(), &env, policies.schema())?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for claim in claims::CLAIMS {
        failed += claim.prove(&policies, &whole, &mut solver).await?;
    }
    println!(
        "\n{} claims, {failed} not proved, {:.1} s",
        claims::CLAIMS.len() + 1,
        start.elapsed().as_secs_f64()
    );
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
