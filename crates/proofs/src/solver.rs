//! The solver: a cvc5 program named by the variable `CVC5`, or the Python package through `solver.py`.

use anyhow::Context;
use cedar_policy_symcc::CedarSymCompiler;
use cedar_policy_symcc::solver::LocalSolver;
use tokio::process::Command;

/// The symbolic compiler with a solver behind it.
pub type Solver = CedarSymCompiler<LocalSolver>;

/// A minute for one question, in milliseconds. An answer that takes longer is "unknown", which is an error.
const LIMIT: &str = "--tlimit-per=60000";

/// Starts it.
pub fn start() -> anyhow::Result<Solver> {
    let mut command = match (std::env::var("CVC5"), std::env::var("KITH_SOLVER_PYTHON")) {
        (Ok(program), _) => Command::new(program),
        (_, Ok(python)) => {
            let mut command = Command::new(python);
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/solver.py"));
            command
        }
        _ => anyhow::bail!("No solver. Run `cargo xtask prove`, which installs one, or name a cvc5 in CVC5"),
    };
    let solver = LocalSolver::from_command(command.args(["--lang", "smt", LIMIT])).context("the solver")?;
    Ok(CedarSymCompiler::new(solver)?)
}
