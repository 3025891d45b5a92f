//! Where the server programs are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, OLDEST_MAJOR, cluster, process, unprivileged};

/// The programs without which there is no server.
const PROGRAMS: [&str; 3] = ["postgres", "initdb", "pg_ctl"];

/// Debian and Ubuntu keep every major version apart under this folder.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A folder with the programs `postgres`, `initdb` and `pg_ctl`, all of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    bin: PathBuf,
    version: String,
    major: u32,
}

impl Installation {
    /// The first usable PostgreSQL, in this order: `KITH_PG_BIN`; beside our own program (`postgres/bin`); fetched from
    /// npm into `dev_dir/postgres` (`KITH_DEV_DIR` if none is given, which `./demo` sets); on the `PATH` or where `pg_config` points; Debian's, newest first.
    ///
    /// `KITH_PG_BIN` is an order, not a hint: if it cannot be used, that is an error.
    pub fn find(dev_dir: Option<&Path>) -> Result<Installation, Error> {
        Installation::first(dev_dir, |_| true)
    }

    /// As [`Installation::find`], but if a server has already been set up in `dir`, then one of the version that made it.
    pub fn find_for(dir: &Path, dev_dir: Option<&Path>) -> Result<Installation, Error> {
        match cluster::major(dir)? {
            None => Installation::find(dev_dir),
            Some(made_by) => Installation::first(dev_dir, |it| it.major.to_string() == made_by)
                // Whatever else is installed will say exactly what is the matter when it is started.
                .or_else(|_| Installation::find(dev_dir)),
        }
    }

    /// Every usable PostgreSQL, in the order of [`Installation::find`], each once.
    pub fn all(dev_dir: Option<&Path>) -> Result<Vec<Installation>, Error> {
        if let Some(bin) = std::env::var_os("KITH_PG_BIN") {
            return Ok(vec![Installation::at(Path::new(&bin))?]);
        }
        let mut found: Vec<Installation> = Vec::new();
        for bin in candidates(dev_dir)? {
            // A folder that does not serve is no error while others may.
            if let Ok(installation) = Installation::at(&bin)
                && !found.contains(&installation)
            {
                found.push(installation);
            }
        }
        Ok(found)
    }

    /// The PostgreSQL whose programs are in `bin`.
    pub fn at(bin: &Path) -> Result<Installation, Error> {
        let unusable = |reason: String| Error::Unusable { bin: bin.to_owned(), reason };

        // Links on the PATH lead to the folder that also holds the libraries and extensions.
        let postgres =
            bin.join("postgres").canonicalize().map_err(|error| unusable(format!("postgres: {error}")))?;
        let real_bin = postgres.parent().unwrap_or(bin).to_owned();
        for program in PROGRAMS {
            if !real_bin.join(program).is_file() {
                return Err(unusable(format!("it has no `{program}`")));
            }
        }
        let said =
            process::run("asking PostgreSQL for its version", Command::new(&postgres).arg("--version"))?;
        let version =
            version_in(&said).ok_or_else(|| unusable(format!("its version is unreadable: {said}")))?;
        let major =
            major_of(version).ok_or_else(|| unusable(format!("its version is unreadable: {said}")))?;
        if major < OLDEST_MAJOR {
            return Err(unusable(format!(
                "it is PostgreSQL {version}, and {OLDEST_MAJOR} is the oldest supported"
            )));
        }
        Ok(Installation { bin: real_bin, version: version.to_owned(), major })
    }

    /// The folder of the programs.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// The full version, for instance "15.18".
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The major version, which decides whether data can be opened: 15 for "15.18".
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Whether this is Debian's own package.
    pub fn is_debian(&self) -> bool {
        self.bin.starts_with(DEBIAN)
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    fn first(dev_dir: Option<&Path>, wanted: impl Fn(&Installation) -> bool) -> Result<Installation, Error> {
        let found = Installation::all(dev_dir)?.into_iter().find(wanted);
        found.ok_or_else(|| Error::NotFound { looked_in: places(dev_dir) })
    }
}

/// The folders that may hold the programs, in order.
fn candidates(dev_dir: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
    let mut bins = Vec::new();
    if let Ok(exe) = std::env::current_exe()
        && let Some(dir) = exe.parent()
    {
        bins.push(dir.join("postgres/bin"));
    }
    let named = std::env::var_os("KITH_DEV_DIR").map(PathBuf::from);
    if let Some(dev_dir) = dev_dir.or(named.as_deref()) {
        bins.extend(versions_in(&dev_dir.join("postgres")));
        // Where npm's goes when root's user for the server cannot reach `dev_dir`.
        bins.extend(versions_in(&unprivileged::cache_directory()?.join("postgres")));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    bins.extend(std::env::split_paths(&path).filter(|dir| dir.join("postgres").is_file()));
    if let Ok(said) = process::run("asking pg_config", Command::new("pg_config").arg("--bindir")) {
        bins.push(PathBuf::from(said.trim()));
    }
    bins.extend(versions_in(Path::new(DEBIAN)));
    Ok(bins)
}

/// The `bin` folders under `dir/<version>/`, newest version first.
fn versions_in(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((major_of(&entry.file_name().to_string_lossy())?, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by(|one, other| other.cmp(one));
    versions.into_iter().map(|(_, bin)| bin).collect()
}

fn places(dev_dir: Option<&Path>) -> String {
    let fetched = dev_dir.map(|dir| format!("{}, ", dir.join("postgres").display())).unwrap_or_default();
    format!("KITH_PG_BIN, postgres/bin beside this program, {fetched}PATH, pg_config, {DEBIAN}")
}

/// "15.18" in "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
fn version_in(said: &str) -> Option<&str> {
    said.split_once("(PostgreSQL)")?.1.split_whitespace().next()
}

/// 15 in "15.18", 19 in "19beta1".
fn major_of(version: &str) -> Option<u32> {
    let end = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_print_them() {
        for (said, version, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", "15.18", 15),
            ("postgres (PostgreSQL) 18.4\n", "18.4", 18),
            ("postgres (PostgreSQL) 19beta1\n", "19beta1", 19),
        ] {
            assert_eq!(version_in(said), Some(version));
            assert_eq!(major_of(version), Some(major));
        }
        assert_eq!(version_in("mysqld 8"), None);
        assert_eq!(major_of(".partial"), None);
    }

    #[test]
    fn a_folder_without_the_programs_is_refused_by_name() {
        let error = Installation::at(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(error.to_string().starts_with("/nowhere/at/all cannot be used: postgres:"), "{error}");
    }
}
