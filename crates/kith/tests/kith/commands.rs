//! The commands that need no database.

use std::os::unix::fs::PermissionsExt;

use crate::support::{Folder, run, said};

#[test]
fn a_council_s_folder_is_checked_line_by_line() {
    let marlshire = concat!(env!("CARGO_MANIFEST_DIR"), "/../../councils/marlshire");
    let whole = run(&["council", "check", marlshire]);
    assert!(whole.status.success(), "{}", said(&whole));
    assert!(said(&whole).contains("Marlshire County Council: 0 errors"), "{}", said(&whole));

    let folder = Folder::new("council");
    for (name, text) in
        [("council.toml", "id = \"x\"\n"), ("teams.toml", "[[team]]\nid = \"a\"\nkindd = 1\n")]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let broken = run(&["council", "check", folder.path().to_str().unwrap()]);
    assert_eq!(broken.status.code(), Some(1));
    let words = said(&broken);
    assert!(words.lines().any(|line| line.starts_with("teams.toml:3: ")), "{words}");
    assert!(words.contains("clocks.toml: this file is missing – every pack has one"), "{words}");

    let nowhere = run(&["council", "check", "/nowhere"]);
    assert!(!nowhere.status.success() && said(&nowhere).contains("is not a folder"), "{}", said(&nowhere));
}

#[test]
fn what_families_read_is_printed_for_any_council() {
    let council = |name: &str| format!("{}/../../councils/{name}", env!("CARGO_MANIFEST_DIR"));
    let both = run(&["council", "notice", &council("kent")]);
    assert!(both.status.success(), "{}", said(&both));
    assert_eq!(said(&both).lines().filter(|line| line.starts_with("# ")).count(), 2);
    let easy = run(&["council", "notice", &council("kent"), "--notice", "early-help", "--easy-read"]);
    assert!(said(&easy).starts_with("# Your information and you"), "{}", said(&easy));
    let polish = run(&["council", "schedule", &council("marlshire"), "--language", "pl"]);
    assert!(said(&polish).contains("Przez 25 lat od dnia urodzenia dziecka"), "{}", said(&polish));
    for wrong in [["--notice", "late-help"], ["--language", "xx"]] {
        let refused = run(&["council", "notice", &council("kent"), wrong[0], wrong[1]]);
        assert!(!refused.status.success() && said(&refused).contains("there "), "{}", said(&refused));
    }
}

#[test]
fn the_record_of_processing_is_printed_for_any_council() {
    let council = |name: &str| format!("{}/../../councils/{name}", env!("CARGO_MANIFEST_DIR"));
    let whole = run(&["council", "processing", &council("marlshire")]);
    assert!(whole.status.success(), "{}", said(&whole));
    assert!(said(&whole).contains("- lookup.person_name: "), "it says where it is kept");
    let read = run(&["council", "processing", &council("kent"), "--csv"]);
    assert!(read.status.success(), "{}", said(&read));
    assert!(said(&read).contains("early-help/youth-justice,"));
    let linked = run(&["council", "processing", &council("kent"), "--jsonld"]);
    assert!(said(&linked).contains("\"@type\": \"dpv:ROPA\""));
}

#[test]
fn a_master_key_is_made_once_and_for_us_alone() {
    let folder = Folder::new("keys");
    let path = folder.path().join("master.key");
    let made = run(&["keys", "create", path.to_str().unwrap()]);
    assert!(made.status.success(), "{}", said(&made));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
    let before = std::fs::read(&path).unwrap();
    let again = run(&["keys", "create", path.to_str().unwrap()]);
    assert!(!again.status.success(), "{}", said(&again));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(
        !said(&made).contains(String::from_utf8_lossy(&before).split(' ').nth(1).unwrap().trim()),
        "the key is not shown"
    );
}
