//! Running PostgreSQL when we are root.
//!
//! PostgreSQL refuses to run as root, which is who one is in most containers. There the server runs as the owner of its
//! data, or else as the user `postgres` or `nobody`. That user must be able to reach the data and the programs, and
//! root's home is usually closed to it: hence the directories under `/var` that this module suggests.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, process};

/// Somebody other than root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerUser {
    pub uid: u32,
    pub gid: u32,
    pub name: String,
}

impl ServerUser {
    /// Whom to run the server of `data` as: `None` means as ourselves, because we are not root.
    pub fn for_data(data: &Path) -> Result<Option<ServerUser>, Error> {
        if !we_are_root()? {
            return Ok(None);
        }
        let users = fs::read_to_string("/etc/passwd").map_err(Error::io("read", Path::new("/etc/passwd")))?;
        if let Ok(owner) = fs::metadata(data)
            && owner.uid() != 0
        {
            let name = named(&users, |user| user.uid == owner.uid())
                .map_or_else(|| owner.uid().to_string(), |user| user.name);
            return Ok(Some(ServerUser { uid: owner.uid(), gid: owner.gid(), name }));
        }
        let user = ["postgres", "nobody"].iter().find_map(|name| named(&users, |user| user.name == *name));
        user.map(Some).ok_or(Error::NobodyToRunAs)
    }

    /// The first folder on the way to `path` that this user may not enter. Folders that do not exist yet do not count.
    pub fn blocked_at(&self, path: &Path) -> Option<PathBuf> {
        let folders: Vec<&Path> = path.ancestors().collect();
        folders
            .into_iter()
            .rev()
            .find(|folder| fs::metadata(folder).is_ok_and(|it| it.is_dir() && !self.may_enter(&it)))
            .map(Path::to_owned)
    }

    fn may_enter(&self, folder: &fs::Metadata) -> bool {
        let execute = if folder.uid() == self.uid {
            0o100
        } else if folder.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        folder.mode() & execute != 0
    }

    /// Fails unless this user can get to `path`.
    pub fn must_reach(&self, path: &Path, suggestion: &Path) -> Result<(), Error> {
        match self.blocked_at(path) {
            None => Ok(()),
            Some(blocked) => Err(Error::Unreachable {
                path: path.to_owned(),
                blocked,
                user: self.name.clone(),
                suggestion: suggestion.to_owned(),
            }),
        }
    }
}

/// Makes `command` run as `user`, from a folder that everybody may enter.
pub(crate) fn run_as(command: &mut Command, user: Option<&ServerUser>) {
    command.current_dir("/");
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
}

/// Makes `dir` if need be, private to the server's user.
pub(crate) fn make_private(dir: &Path, user: Option<&ServerUser>) -> Result<(), Error> {
    fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
    if let Some(user) = user {
        chown(dir, Some(user.uid), Some(user.gid)).map_err(Error::io("hand over", dir))?;
    }
    fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(Error::io("make private", dir))
}

/// Hands everything in `dir` to `user`: a backup that root unpacked belongs to root.
pub(crate) fn hand_over(dir: &Path, user: &ServerUser) -> Result<(), Error> {
    lchown(dir, Some(user.uid), Some(user.gid)).map_err(Error::io("hand over", dir))?;
    if fs::symlink_metadata(dir).map_err(Error::io("look at", dir))?.is_dir() {
        for entry in fs::read_dir(dir).map_err(Error::io("read", dir))? {
            hand_over(&entry.map_err(Error::io("read", dir))?.path(), user)?;
        }
    }
    Ok(())
}

/// Where Kith keeps data if nobody says otherwise: `/var/lib/kith` for root, else `$XDG_DATA_HOME/kith`, which is
/// `~/.local/share/kith` unless set.
pub fn data_directory() -> Result<PathBuf, Error> {
    if we_are_root()? {
        return Ok(PathBuf::from("/var/lib/kith"));
    }
    Ok(home_directory("XDG_DATA_HOME", ".local/share"))
}

/// Where Kith keeps what can be made again: `$XDG_CACHE_HOME/kith`, which is `~/.cache/kith` unless set; for root
/// `/var/cache/kith` if the server's user could not get to the other.
pub fn cache_directory() -> Result<PathBuf, Error> {
    let usual = home_directory("XDG_CACHE_HOME", ".cache");
    match ServerUser::for_data(&usual)? {
        Some(user) if user.blocked_at(&usual).is_some() => Ok(PathBuf::from("/var/cache/kith")),
        _ => Ok(usual),
    }
}

/// Lets the server's user pass through `dir` on the way to its data, if we are root. Nobody can list `dir` by this.
///
/// For a folder that belongs to Kith (the one given as `--data`), never for one that merely contains it.
pub fn let_server_user_pass(dir: &Path) -> Result<(), Error> {
    if !we_are_root()? {
        return Ok(());
    }
    let mode = fs::metadata(dir).map_err(Error::io("look at", dir))?.mode();
    fs::set_permissions(dir, Permissions::from_mode(mode | 0o011)).map_err(Error::io("open", dir))
}

fn home_directory(variable: &str, usual: &str) -> PathBuf {
    let set = std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    set.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(usual))
        .join("kith")
}

/// Whether this process is root. The standard library cannot say, so `id` does.
pub(crate) fn we_are_root() -> Result<bool, Error> {
    Ok(process::run("asking who we are", Command::new("id").arg("-u"))?.trim() == "0")
}

/// The first user in the text of `/etc/passwd` that `wanted` accepts.
fn named(passwd: &str, wanted: impl Fn(&ServerUser) -> bool) -> Option<ServerUser> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(ServerUser { uid, gid, name }).filter(&wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str =
        "root:x:0:0:root:/root:/bin/bash\nbroken line\nnobody:x:65534:65533:nobody:/:/bin/false\n";

    #[test]
    fn a_user_is_found_by_name_and_by_number() {
        let nobody = ServerUser { uid: 65534, gid: 65533, name: "nobody".to_owned() };
        assert_eq!(named(PASSWD, |user| user.name == "nobody"), Some(nobody.clone()));
        assert_eq!(named(PASSWD, |user| user.uid == 65534), Some(nobody));
        assert_eq!(named(PASSWD, |user| user.name == "postgres"), None);
    }

    #[test]
    fn a_closed_folder_on_the_way_is_named() {
        let top = std::env::temp_dir().join(format!("kith-closed-{}", std::process::id()));
        let closed = top.join("closed");
        fs::create_dir_all(closed.join("inner")).unwrap();
        fs::set_permissions(&top, Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
        // A number nobody has, so that the folders belong to somebody else whoever runs this.
        let stranger = ServerUser { uid: 4_000_000_001, gid: 4_000_000_001, name: "stranger".to_owned() };
        assert_eq!(stranger.blocked_at(&closed.join("inner/not-there-yet")), Some(closed.clone()));
        fs::set_permissions(&closed, Permissions::from_mode(0o711)).unwrap();
        assert_eq!(stranger.blocked_at(&closed.join("inner/not-there-yet")), None);
        fs::remove_dir_all(&top).unwrap();
    }
}
