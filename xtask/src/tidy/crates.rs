//! Who depends on whom. The direction is `law ← {record, link} ← {jobs, web} ← kith`; see ARCHITECTURE.md.

use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::repository::root;

/// What `law` and `access` must stay free of: input and output, time that passes, chance.
const IMPURE: [&str; 8] = ["tokio", "sqlx", "sqlx-core", "axum", "hyper", "rand", "rand_core", "getrandom"];
const PURE: [&str; 2] = ["access", "law"];
/// Crates that could serve any program.
const GENERAL: [&str; 8] = ["govuk", "hsm", "keys", "ledger", "letters", "pictures", "postgres", "sign_in"];
/// Crates that know what a family is.
const CASEWORK: [&str; 10] =
    ["access", "jobs", "kith", "law", "link", "marlshire", "pds", "record", "tests", "web"];

/// Crates that know one other crate of the workspace and no more.
const LEAVES: [(&str, &str); 1] = [("pds", "law")];

/// A crate of this workspace.
#[derive(Default)]
pub struct Crate {
    pub name: String,
    pub description: String,
    /// What it names in its Cargo.toml, for tests too.
    pub direct: Vec<String>,
    /// What ends up in the program through it, for those that must be pure.
    pub all: Vec<String>,
}

/// The crates of this workspace as Cargo sees them.
pub fn workspace() -> anyhow::Result<Vec<Crate>> {
    // Only what this machine builds has surely been downloaded.
    let machine = run(Command::new("rustc").arg("-vV"))?;
    let machine =
        machine.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let metadata = run(Command::new(env!("CARGO")).args([
        "metadata",
        "--format-version=1",
        "--filter-platform",
        machine,
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let members = list(&metadata["workspace_members"]);
    let packages = list(&metadata["packages"]).iter().filter(|package| members.contains(&package["id"]));
    packages.map(one).collect()
}

fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command.current_dir(root()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn one(package: &Value) -> anyhow::Result<Crate> {
    let name = package["name"].as_str().context("a crate without a name")?;
    let direct = list(&package["dependencies"]).iter().filter_map(|it| it["name"].as_str());
    Ok(Crate {
        name: name.to_owned(),
        description: package["description"].as_str().unwrap_or_default().to_owned(),
        direct: direct.map(str::to_owned).collect(),
        all: if PURE.contains(&name) { built_in(name)? } else { Vec::new() },
    })
}

/// The names of everything that is built into a program with this crate and no other: a feature that another crate of
/// the workspace asks for does not count. What only tests or a build need is left out.
fn built_in(name: &str) -> anyhow::Result<Vec<String>> {
    let tree = run(Command::new(env!("CARGO"))
        .args(["tree", "--package", name, "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}"]))?;
    Ok(tree.lines().skip(1).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Crates that do not say what they are.
pub fn without_description(crates: &[Crate]) -> Vec<String> {
    let silent = crates.iter().filter(|it| it.description.is_empty());
    silent.map(|it| format!("{}: its Cargo.toml has no description", it.name)).collect()
}

/// `record` is the only crate that speaks SQL, so that it can be read to see all that happens to the data.
pub fn sqlx_outside_record(crates: &[Crate]) -> Vec<String> {
    let others = crates.iter().filter(|it| it.name != "record");
    let speakers = others.filter(|it| it.direct.iter().any(|name| name.contains("sqlx")));
    speakers.map(|it| format!("{}: only `record` may depend on sqlx", it.name)).collect()
}

/// `law` and `access` take dates and facts and return decisions; nothing else may reach them.
pub fn impure_law(crates: &[Crate]) -> Vec<String> {
    let pure = crates.iter().filter(|it| PURE.contains(&it.name.as_str()));
    let pairs = pure.flat_map(|it| it.all.iter().map(move |name| (&it.name, name)));
    let impure = pairs.filter(|(_, name)| IMPURE.contains(&name.as_str()));
    impure.map(|(it, name)| format!("{it}: it must stay free of `{name}`")).collect()
}

/// The general crates know nothing of casework.
pub fn casework_in_general_crates(crates: &[Crate]) -> Vec<String> {
    let general = crates.iter().filter(|it| GENERAL.contains(&it.name.as_str()));
    let pairs = general.flat_map(|it| it.direct.iter().map(move |name| (&it.name, name)));
    let wrong = pairs.filter(|(_, name)| CASEWORK.contains(&name.as_str()));
    wrong
        .map(|(it, name)| format!("{it}: it knows nothing of casework, so it must not depend on `{name}`"))
        .collect()
}

/// Leaves stay leaves: what asks the NHS must not come to know the record.
pub fn more_than_a_leaf(crates: &[Crate]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (leaf, known) in LEAVES {
        let direct = crates.iter().filter(|it| it.name == leaf).flat_map(|it| &it.direct);
        let ours = direct.filter(|name| *name != known && crates.iter().any(|it| it.name == **name));
        complaints.extend(
            ours.map(|name| format!("{leaf}: it knows `{known}` alone, so it must not depend on `{name}`")),
        );
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, direct: &[&str], all: &[&str]) -> Crate {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Crate {
            name: name.to_owned(),
            description: "A crate".to_owned(),
            direct: owned(direct),
            all: owned(all),
        }
    }

    #[test]
    fn each_rule_finds_its_offender() {
        let bad = [
            Crate { description: String::new(), ..named("quiet", &[], &[]) },
            named("web", &["record", "jiff-sqlx"], &[]),
            named("record", &["sqlx"], &[]),
            named("law", &["jiff"], &["jiff", "rand"]),
            named("ledger", &["law"], &[]),
            named("pds", &["law", "jiff", "record"], &[]),
        ];
        assert_eq!(without_description(&bad).len(), 1);
        assert_eq!(sqlx_outside_record(&bad), ["web: only `record` may depend on sqlx"]);
        assert_eq!(impure_law(&bad), ["law: it must stay free of `rand`"]);
        assert_eq!(casework_in_general_crates(&bad).len(), 1);
        assert_eq!(more_than_a_leaf(&bad), ["pds: it knows `law` alone, so it must not depend on `record`"]);
    }

    #[test]
    fn what_a_crate_is_built_with_is_found_indirectly_but_not_what_only_tests_need() {
        let law = built_in("law").expect("Cargo answers");
        let has = |name: &str| law.iter().any(|it| it == name);
        assert!(has("jiff") && has("digest"), "digest comes with sha2: {law:?}");
        assert!(!has("proptest") && !has("law"), "{law:?}");
    }
}
