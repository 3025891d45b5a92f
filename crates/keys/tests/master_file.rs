//! Key files as they are met in real life, good and bad.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use keys::{FileError, Master, Randomness, SeededRandomness};

/// A fresh empty folder.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder of our own");
    folder
}

fn created(test: &str) -> PathBuf {
    let path = folder(test).join("master.key");
    Master::create_file(&path, &mut SeededRandomness::new(1)).expect("a folder of our own");
    path
}

fn set_mode(path: &PathBuf, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a folder of our own");
}

#[test]
fn a_created_file_loads_as_the_same_master_and_is_ours_alone() {
    let path = folder("same").join("master.key");
    let made = Master::create_file(&path, &mut SeededRandomness::new(1)).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o400);
    assert_eq!(Master::load(&path).unwrap().id(), made.id());
    set_mode(&path, 0o600);
    assert_eq!(Master::load(&path).unwrap().id(), made.id());
}

#[test]
fn a_file_others_may_read_is_refused_with_what_to_type() {
    let path = created("others");
    for mode in [0o644, 0o640, 0o440, 0o404, 0o777, 0o700, 0o4600] {
        set_mode(&path, mode);
        let error = Master::load(&path).unwrap_err();
        assert!(matches!(error, FileError::OpenToOthers { mode: found, .. } if found == mode), "{error}");
        assert!(error.to_string().ends_with(&format!("Type: chmod 0400 {}", path.display())), "{error}");
    }
}

#[test]
fn a_file_of_another_user_is_refused() {
    let path = created("another");
    // Only root can give a file away; anybody else can try a file that is root's.
    let foreign = match std::os::unix::fs::chown(&path, Some(65_534), None) {
        Ok(()) => path,
        Err(_) => PathBuf::from("/etc/passwd"),
    };
    assert!(matches!(Master::load(&foreign), Err(FileError::NotOurs { .. })));
}

#[test]
fn links_folders_and_pipes_are_refused() {
    let path = created("links");
    let link = path.with_extension("link");
    symlink(&path, &link).unwrap();
    assert!(matches!(Master::load(&link), Err(FileError::SymbolicLink { .. })));
    assert!(matches!(
        Master::create_file(&link, &mut SeededRandomness::new(2)),
        Err(FileError::Exists { .. })
    ));
    let second = path.with_extension("second");
    std::fs::hard_link(&path, second).unwrap();
    assert!(matches!(Master::load(&path), Err(FileError::SeveralNames { links: 2, .. })));
    assert!(matches!(Master::load(path.parent().unwrap()), Err(FileError::NotAFile { .. })));
    let pipe = path.with_extension("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(matches!(Master::load(&pipe), Err(FileError::NotAFile { .. })));
}

#[test]
fn a_missing_file_and_a_dangling_link_are_told_apart() {
    let folder = folder("missing");
    let path = folder.join("master.key");
    let error = Master::load(&path).unwrap_err();
    assert!(matches!(error, FileError::Missing { .. }));
    assert!(
        error.to_string().contains("Type: kith keys create")
            || error.to_string().contains("type: kith keys create")
    );
    let link = folder.join("link");
    symlink(&path, &link).unwrap();
    assert!(matches!(Master::load(&link), Err(FileError::SymbolicLink { .. })));
}

#[test]
fn anything_but_one_key_is_refused() {
    let path = folder("content").join("master.key");
    let good = format!("kith-master-key-1 {}", "5a0f".repeat(16));
    let check = |content: &[u8]| {
        std::fs::write(&path, content).unwrap();
        set_mode(&path, 0o600);
        Master::load(&path)
    };
    assert!(check(format!("{good}\n").as_bytes()).is_ok());
    assert!(check(good.as_bytes()).is_ok());
    for wrong in [
        String::new(),
        "5a0f".repeat(16),
        format!("{good}5a"),
        format!("{good}\n\n"),
        format!("{good}\n{good}\n"),
        good[..good.len() - 2].to_owned(),
        good.replace("key-1", "key-2"),
        good.replace('f', "g"),
        format!("\u{feff}{good}"),
        "x".repeat(1_000_000),
    ] {
        assert!(matches!(check(wrong.as_bytes()), Err(FileError::Malformed { .. })), "{:.40}", wrong);
    }
    assert!(matches!(check(&[0xff; 83]), Err(FileError::Malformed { .. })));
    let zeros = format!("kith-master-key-1 {}\n", "00".repeat(32));
    assert!(matches!(check(zeros.as_bytes()), Err(FileError::Placeholder { .. })));
}

#[test]
fn an_existing_file_is_never_overwritten_and_broken_randomness_never_used() {
    struct Broken;
    impl Randomness for Broken {
        fn fill(&mut self, out: &mut [u8]) {
            out.fill(0);
        }
    }
    let path = created("existing");
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(
        Master::create_file(&path, &mut SeededRandomness::new(2)),
        Err(FileError::Exists { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let fresh = path.with_extension("fresh");
    assert!(matches!(Master::create_file(&fresh, &mut Broken), Err(FileError::Placeholder { .. })));
    assert!(!fresh.exists());
}

#[test]
fn no_message_shows_a_key() {
    let path = created("message");
    let line = std::fs::read_to_string(&path).unwrap();
    let digits = line.trim().rsplit(' ').next().unwrap().to_owned();
    set_mode(&path, 0o600);
    std::fs::write(&path, format!("{line}x")).unwrap();
    let error = Master::load(&path).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&digits[..8]));
}
