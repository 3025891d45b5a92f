//! A master key that only a token can open, with SoftHSM as the token.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::production::Council;
use crate::support::{Folder, kith, said};

const PIN: &str = "491823";
const LABEL: &str = "marlshire";

/// A token of this test's own.
pub struct SoftHsm {
    folder: Folder,
    module: PathBuf,
}

impl SoftHsm {
    /// Nothing, said aloud, where SoftHSM is not installed; `KITH_NEEDS_SOFTHSM=1` makes that a failure.
    pub fn new(name: &str) -> Option<SoftHsm> {
        let places = [
            "/usr/lib/softhsm",
            "/usr/lib/x86_64-linux-gnu/softhsm",
            "/usr/lib64/softhsm",
            "/usr/local/lib/softhsm",
        ];
        let module =
            places.iter().map(|place| Path::new(place).join("libsofthsm2.so")).find(|path| path.exists());
        let Some(module) = module else {
            assert!(
                std::env::var_os("KITH_NEEDS_SOFTHSM").is_none(),
                "SoftHSM is not installed: apt-get install softhsm2"
            );
            println!("skipped: SoftHSM is not installed (Debian's package softhsm2)");
            return None;
        };
        let token = SoftHsm { folder: Folder::new(name), module };
        std::fs::create_dir_all(token.path("tokens")).unwrap();
        std::fs::write(
            token.path("softhsm2.conf"),
            format!("directories.tokendir = {}\n", token.path("tokens").display()),
        )
        .unwrap();
        token.initialise(LABEL);
        token.write_pin("pin", PIN);
        Some(token)
    }

    fn initialise(&self, label: &str) {
        let made = Command::new("softhsm2-util")
            .args(["--init-token", "--free", "--label", label, "--so-pin", "77777777", "--pin", PIN])
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", said(&made));
    }

    fn write_pin(&self, name: &str, pin: &str) {
        std::fs::write(self.path(name), format!("{pin}\n")).unwrap();
        std::fs::set_permissions(self.path(name), PermissionsExt::from_mode(0o400)).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The settings a server has.
    pub fn set<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"))
            .env("KITH_PKCS11_MODULE", &self.module)
            .env("KITH_PKCS11_TOKEN", LABEL)
            .env("KITH_PKCS11_PIN_FILE", self.path("pin"))
    }

    fn run(&self, command: &mut Command) -> (bool, String) {
        let output = self.set(command).output().unwrap();
        (output.status.success(), said(&output))
    }
}

#[test]
fn a_master_in_a_token_opens_with_token_pin_and_file_and_with_no_two_of_them() {
    let Some(token) = SoftHsm::new("token") else { return };
    let council = Council::new();
    let file = token.path("master.key");
    let key_file = file.to_str().unwrap();
    let (made, words) = token.run(&mut kith(&["keys", "create", key_file]));
    assert!(made && words.contains("sealed by a new key in the token"), "{words}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o400);
    let (again, words) = token.run(&mut kith(&["keys", "create", key_file]));
    assert!(!again && words.contains("will not be overwritten"), "{words}");

    let command = |arguments: &[&str]| {
        let mut command = council.kith(arguments);
        command.env("KITH_KEY_FILE", key_file);
        command
    };
    let (ok, words) = token.run(&mut command(&["migrate"]));
    assert!(ok, "{words}");
    let (ok, words) = token.run(&mut command(&["seed", "--people", "200", "--seed", "5"]));
    assert!(ok, "{words}");
    let (ok, words) = token.run(&mut command(&["keys", "status"]));
    assert!(ok && words.contains("Nothing to do."), "{words}");

    // Who has the file alone.
    let without = command(&["keys", "status"]).output().unwrap();
    assert!(!without.status.success() && said(&without).contains("needs a token"), "{}", said(&without));
    let refuses = |setting: &str, value: &OsStr, because: &str| {
        let mut command = command(&["keys", "status"]);
        let output = token.set(&mut command).env(setting, value).output().unwrap();
        assert!(!output.status.success() && said(&output).contains(because), "{because}: {}", said(&output));
        assert!(!said(&output).contains(PIN), "the PIN is not shown");
    };
    token.write_pin("wrong", "111111");
    refuses("KITH_PKCS11_PIN_FILE", token.path("wrong").as_ref(), "does not accept the PIN");
    std::fs::write(token.path("open"), PIN).unwrap();
    std::fs::set_permissions(token.path("open"), PermissionsExt::from_mode(0o644)).unwrap();
    refuses("KITH_PKCS11_PIN_FILE", token.path("open").as_ref(), "chmod 0400");
    refuses("KITH_PKCS11_PIN_FILE", token.path("nowhere").as_ref(), "no PIN file");
    refuses("KITH_PKCS11_TOKEN", "elsewhere".as_ref(), "there is \"marlshire\"");
    refuses("KITH_PKCS11_MODULE", "/nowhere.so".as_ref(), "cannot be used");
    refuses("KITH_PKCS11_MODULE", "/bin/sh".as_ref(), "cannot be used");

    // Another token of the same maker, and one that was emptied.
    token.initialise("another");
    refuses("KITH_PKCS11_TOKEN", "another".as_ref(), "does not hold the key");
    // One digit of what the token sealed, and of the fingerprint it is bound to.
    let line = std::fs::read_to_string(&file).unwrap();
    for at in [line.len() - 2, 60] {
        let mut changed = line.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let path = token.path(&format!("changed-{at}.key"));
        std::fs::write(&path, changed).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).unwrap();
        refuses("KITH_KEY_FILE", path.as_ref(), "the file was changed");
    }
    // A second token with the same name: the PIN is tried on neither.
    token.initialise(LABEL);
    refuses("KITH_PKCS11_TOKEN", LABEL.as_ref(), "2 tokens are called");
}

#[test]
fn a_plain_master_is_changed_for_one_in_a_token_and_back() {
    let Some(token) = SoftHsm::new("token-change") else { return };
    let council = Council::new();
    for arguments in [&["migrate"][..], &["seed", "--people", "200", "--seed", "5"]] {
        let output = council.kith(arguments).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
    let file = token.path("master.key");
    let (made, words) = token.run(&mut kith(&["keys", "create", file.to_str().unwrap()]));
    assert!(made, "{words}");
    let in_token = |current: &Path, former: &str, arguments: &[&str]| {
        let mut command = council.kith(arguments);
        command.env("KITH_KEY_FILE", current).env("KITH_FORMER_KEY_FILES", former);
        token.run(&mut command)
    };
    let (ok, words) = in_token(&file, &council.key_file(), &["keys", "rotate"]);
    assert!(ok && words.contains("Done: "), "{words}");
    let (ok, words) = in_token(&file, "", &["keys", "status"]);
    assert!(ok && words.contains("Nothing to do."), "{words}");
    let back = token.path("plain.key");
    let made = kith(&["keys", "create", back.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let (ok, words) = in_token(&back, file.to_str().unwrap(), &["keys", "rotate"]);
    assert!(ok && words.contains("Done: "), "{words}");
    let mut alone = council.kith(&["keys", "status"]);
    let output = alone.env("KITH_KEY_FILE", &back).output().unwrap();
    assert!(output.status.success() && said(&output).contains("Nothing to do."), "{}", said(&output));
}
