//! `cargo xtask prove`: proves what the policies in `access/` never allow. See `crates/proofs`.
//!
//! Uses a cvc5 named by the variable `CVC5`, or installs the Python package of that name into `.dev/solver`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::repository::{dev_dir, root};

/// The solver, as the Python package index has it.
const CVC5: &str = "cvc5==1.4.2";

/// What is compiled anew for the proofs, because the symbolic compiler wants more of it: quick to build matters more here
/// than quick to run.
const PLAIN: [&str; 4] = ["access", "cedar-policy", "cedar-policy-core", "regex-automata"];

/// Proves it, or fails.
pub fn run() -> Result<()> {
    let mut prove = Command::new(env!("CARGO"));
    prove.args(["run", "--quiet", "--package", "proofs", "--features", "prove", "--bin", "prove"]);
    for name in PLAIN {
        prove.arg("--config").arg(format!("profile.dev.package.{name}.opt-level=0"));
    }
    if std::env::var_os("CVC5").is_none() {
        prove.env("KITH_SOLVER_PYTHON", python_with_solver()?);
    }
    succeed(prove.current_dir(root()), "the proofs")
}

/// A Python that has the solver.
fn python_with_solver() -> Result<PathBuf> {
    let home = dev_dir().join("solver");
    let python = home.join("bin/python");
    if !has_solver(&python) {
        println!("prove: installing {CVC5} into {}", home.display());
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&home), "python3 with its module venv")?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", CVC5];
        succeed(Command::new(&python).args(pip), "installing the solver")?;
    }
    Ok(python)
}

fn has_solver(python: &Path) -> bool {
    python.exists()
        && Command::new(python).args(["-c", "import cvc5"]).status().is_ok_and(|status| status.success())
}

fn succeed(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("{what}: cannot start {command:?}"))?;
    ensure!(status.success(), "{what}: failed");
    Ok(())
}
