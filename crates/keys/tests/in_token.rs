//! A master key file that a token sealed, with a token of our own making that misbehaves when asked to.

use std::cell::Cell;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use keys::{Custodian, FileError, Master, MasterFile, SeededRandomness, TokenError};
use zeroize::Zeroizing;

/// Keeps the last key's id and hides what it seals behind it. What it opens can be spoilt.
#[derive(Default)]
struct Pretend {
    key: Cell<[u8; 16]>,
    gives: Cell<Option<usize>>,
}

impl Custodian for Pretend {
    fn make_key(&self, id: &[u8; 16]) -> Result<(), TokenError> {
        self.key.set(*id);
        Ok(())
    }

    fn seal(&self, id: &[u8; 16], _: [u8; 12], bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, TokenError> {
        assert_eq!(*id, self.key.get());
        let hidden = plain.iter().zip(id.iter().cycle()).map(|(byte, with)| byte ^ with);
        Ok(bound.iter().copied().chain(hidden).collect())
    }

    fn open(&self, id: &[u8; 16], bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, TokenError> {
        let hidden = sealed.strip_prefix(bound).ok_or("not what it was bound to")?;
        let mut plain: Vec<u8> =
            hidden.iter().zip(id.iter().cycle()).map(|(byte, with)| byte ^ with).collect();
        if let Some(length) = self.gives.get() {
            plain = vec![7; length];
        }
        Ok(Zeroizing::new(plain))
    }
}

fn path(test: &str) -> PathBuf {
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("token-{test}-{}.key", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

fn read(path: &std::path::Path, token: &Pretend) -> Result<Master, FileError> {
    match MasterFile::read(path)? {
        MasterFile::InToken(sealed) => sealed.open(token),
        MasterFile::Plain(_) => panic!("it is sealed"),
    }
}

#[test]
fn the_same_master_comes_back_through_the_token_and_only_through_it() {
    let (path, token) = (path("same"), Pretend::default());
    let master = Master::create_in_token(&path, &token, &mut SeededRandomness::new(1)).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
    let opened = read(&path, &token).unwrap();
    assert_eq!(opened.id(), master.id());
    assert_eq!(opened.blind_index("nhs", "9000000009"), master.blind_index("nhs", "9000000009"));
    let without = Master::load(&path).unwrap_err();
    assert!(matches!(without, FileError::NeedsToken { .. }), "{without}");
    assert!(without.to_string().contains("KITH_PKCS11_MODULE"), "{without}");
    let again = Master::create_in_token(&path, &token, &mut SeededRandomness::new(2)).unwrap_err();
    assert!(matches!(again, FileError::Exists { .. }), "{again}");
}

#[test]
fn what_a_token_gives_is_believed_only_if_it_is_the_master_of_the_file() {
    let (path, token) = (path("other"), Pretend::default());
    Master::create_in_token(&path, &token, &mut SeededRandomness::new(1)).unwrap();
    for (length, because) in [(32, "another master"), (31, "not a master key"), (0, "not a master key")] {
        token.gives.set(Some(length));
        let error = read(&path, &token).unwrap_err().to_string();
        assert!(error.contains(because), "{error}");
    }
}

#[test]
fn a_line_cut_short_or_changed_is_refused() {
    let (path, token) = (path("cut"), Pretend::default());
    Master::create_in_token(&path, &token, &mut SeededRandomness::new(1)).unwrap();
    let line = std::fs::read_to_string(&path).unwrap();
    let changed = path.with_extension("changed");
    for length in (0..line.len() - 1).step_by(7) {
        let _ = std::fs::remove_file(&changed);
        std::fs::write(&changed, &line[..length]).unwrap();
        std::fs::set_permissions(&changed, PermissionsExt::from_mode(0o600)).unwrap();
        assert!(read(&changed, &token).is_err(), "{length}");
    }
    std::fs::write(&changed, line.trim_end()).unwrap();
    assert!(read(&changed, &token).is_ok(), "an editor may have taken the line's end away");
}
