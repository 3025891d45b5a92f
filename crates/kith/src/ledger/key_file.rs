//! The file of the ledger's signing key: beside the master key, never in a database. Whoever can change the database
//! must not be able to sign.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use ledger::{SigningKey, Use};
use zeroize::Zeroizing;

/// Beside the master key: its path and `.ledger`.
pub fn beside(master: &Path) -> PathBuf {
    let mut path = master.as_os_str().to_owned();
    path.push(".ledger");
    path.into()
}

/// Makes a key in a file that only this user may read. Never overwrites one. `name` is what the council calls its
/// ledger, as `kith.marlshire.example/ledger`; left out, a name nobody else has.
pub fn create(
    path: &Path,
    name: Option<&str>,
    usage: Use,
    randomness: &mut dyn keys::Randomness,
) -> Result<SigningKey> {
    let mut seed = Zeroizing::new([0; 32]);
    randomness.fill(&mut *seed);
    let name = name.map_or_else(|| format!("kith-ledger/{}", randomness.uuid().simple()), str::to_owned);
    let key = SigningKey::from_seed(&name, usage, *seed)
        .with_context(|| format!("{name:?} cannot be a ledger's name: no spaces and no plus signs"))?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o400).open(path).with_context(|| {
            format!("writing {} (a key that is there already is never overwritten)", path.display())
        })?;
    file.write_all(key.to_secret_text().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()?;
    Ok(key)
}

/// Reads it. Refuses a file that is not an ordinary one, not ours, or that others may read.
pub fn load(path: &Path) -> Result<SigningKey> {
    let shown = path.display();
    let named = match std::fs::symlink_metadata(path) {
        Ok(named) => named,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "there is no ledger key at {shown}. If a ledger was signed before, put the file back from where it is kept \
             safe. For a new one type: kith ledger create-key {shown}"
        ),
        Err(error) => return Err(error).with_context(|| format!("{shown}")),
    };
    ensure!(named.is_file(), "{shown} is not an ordinary file. Type: ls -l {shown}");
    let mut file = File::open(path).with_context(|| format!("{shown}"))?;
    let opened = file.metadata()?;
    ensure!(
        (named.dev(), named.ino()) == (opened.dev(), opened.ino()),
        "{shown} was swapped while it was being opened"
    );
    let mode = opened.mode() & 0o7777;
    ensure!(
        mode == 0o400 || mode == 0o600,
        "{shown} has permissions {mode:04o}; only its owner may read it. Type: chmod 0400 {shown}"
    );
    let mut text = Zeroizing::new(String::with_capacity(512));
    (&mut file).take(512).read_to_string(&mut text).with_context(|| format!("{shown}"))?;
    SigningKey::from_secret_text(&text).with_context(|| format!("{shown} does not hold a ledger key"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::random::SystemRandomness;

    #[test]
    fn a_key_comes_back_and_is_nobody_elses_to_read() {
        let folder = std::env::temp_dir().join(format!("kith-ledger-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = beside(&folder.join("master.key"));
        let _ = std::fs::remove_file(&path);
        let made =
            create(&path, Some("kith.marlshire.example/ledger"), Use::Note, &mut SystemRandomness).unwrap();
        assert_eq!(load(&path).unwrap().verifier(), made.verifier());
        assert!(create(&path, None, Use::Note, &mut SystemRandomness).is_err(), "never overwritten");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
        assert!(load(&path).unwrap_err().to_string().contains("chmod 0400"));
        let link = folder.join("link");
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(load(&link).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
