//! Data keys wrapped by the master, blind indexes, and a change of master.

use std::path::PathBuf;

use keys::{
    DataKey, Error, Keyring, Master, MasterId, Place, Randomness, RecordRef, SeededRandomness, open, seal,
};

const TABLE: &str = "case_note";

/// A master made of a seed, through a file of its own as in real use.
fn master(seed: u64, test: &str) -> Master {
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{seed}-{}.key", std::process::id()));
    let master = Master::create_file(&path, &mut SeededRandomness::new(seed)).expect("a folder of our own");
    std::fs::remove_file(path).expect("a folder of our own");
    master
}

#[test]
fn a_wrapped_key_opens_what_the_key_sealed() {
    let master = master(1, "opens");
    let mut randomness = SeededRandomness::new(10);
    let key = DataKey::generate(1, &mut randomness);
    let row = randomness.uuid();
    let place = Place { table: TABLE, column: "body", row };
    let sealed = seal(&key, &place, b"text", &mut randomness).unwrap();
    let record = RecordRef { table: TABLE, row };
    let wrapped = master.wrap(&key, &record, &mut randomness);
    assert_eq!((wrapped.id, wrapped.version, wrapped.bytes.len()), (key.id(), 1, 61));
    let unwrapped = master.unwrap(&wrapped, &record).unwrap();
    assert_eq!(open(&unwrapped, &place, &sealed).unwrap().as_slice(), b"text");
}

#[test]
fn a_wrapped_key_given_to_another_record_or_relabelled_does_not_unwrap() {
    let master = master(1, "relabelled");
    let mut randomness = SeededRandomness::new(10);
    let key = DataKey::generate(1, &mut randomness);
    let row = randomness.uuid();
    let record = RecordRef { table: TABLE, row };
    let wrapped = master.wrap(&key, &record, &mut randomness);

    let mut renamed = wrapped.clone();
    renamed.id = randomness.uuid();
    let mut aged = wrapped.clone();
    aged.version = 2;
    let other_row = RecordRef { table: TABLE, row: randomness.uuid() };
    let other_table = RecordRef { table: "visit", row };
    for (wrapped, record) in
        [(&renamed, &record), (&aged, &record), (&wrapped, &other_row), (&wrapped, &other_table)]
    {
        assert!(matches!(master.unwrap(wrapped, record), Err(Error::CannotOpen)), "{wrapped:?} {record:?}");
    }
    for bit in 0..wrapped.bytes.len() * 8 {
        let mut changed = wrapped.clone();
        changed.bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(master.unwrap(&changed, &record).is_err(), "bit {bit}");
    }
    for length in 0..wrapped.bytes.len() {
        let mut cut = wrapped.clone();
        cut.bytes.truncate(length);
        assert!(matches!(master.unwrap(&cut, &record), Err(Error::UnknownFormat)));
    }
}

#[test]
fn a_change_of_master_rewraps_keys_and_leaves_sealed_text_alone() {
    let mut randomness = SeededRandomness::new(10);
    let key = DataKey::generate(1, &mut randomness);
    let row = randomness.uuid();
    let record = RecordRef { table: TABLE, row };
    let place = Place { table: TABLE, column: "body", row };
    let sealed = seal(&key, &place, b"text", &mut randomness).unwrap();
    let old = Keyring::new(master(1, "old")).wrap(&key, &record, &mut randomness);

    let without = Keyring::new(master(2, "without"));
    assert!(
        matches!(without.unwrap(&old, &record), Err(Error::UnknownMaster { wrapped_by }) if wrapped_by == old.master)
    );

    let ring = Keyring::new(master(2, "current")).with_former(master(1, "former"));
    let new = ring.rewrap(&old, &record, &mut randomness).unwrap().expect("was under the former master");
    assert_eq!((new.id, new.version, new.master), (old.id, old.version, ring.current().id()));
    assert!(ring.rewrap(&new, &record, &mut randomness).unwrap().is_none());
    let unwrapped = without.unwrap(&new, &record).unwrap();
    assert_eq!(open(&unwrapped, &place, &sealed).unwrap().as_slice(), b"text");

    // A row relabelled as if the new master had wrapped it is still not the new master's.
    let mut forged = old.clone();
    forged.master = ring.current().id();
    assert!(matches!(ring.unwrap(&forged, &record), Err(Error::CannotOpen)));
}

#[test]
fn blind_indexes_match_the_same_identifier_and_nothing_else() {
    let ring = Keyring::new(master(2, "index")).with_former(master(1, "index"));
    let index = ring.blind_index("nhs", "9000000009");
    assert_eq!(index, ring.blind_index("nhs", "9000000009"));
    assert_ne!(index, ring.blind_index("nhs", "9000000017"));
    assert_ne!(index, ring.blind_index("upn", "9000000009"));
    assert_ne!(ring.blind_index("nhs", "1x"), ring.blind_index("nhs1", "x"));
    let former = master(1, "index-former").blind_index("nhs", "9000000009");
    assert_eq!(ring.blind_indexes("nhs", "9000000009"), [index, former]);
    assert_eq!(format!("{index:?}"), "BlindIndex(..)");
}

#[test]
fn working_keys_differ_by_purpose_and_master() {
    let (one, two) = (master(1, "working"), master(2, "working"));
    assert_eq!(one.working_key("form"), one.working_key("form"));
    assert_ne!(one.working_key("form"), one.working_key("code"));
    assert_ne!(one.working_key("form"), two.working_key("form"));
    assert_ne!(one.working_key("nhs").as_slice(), one.blind_index("nhs", "").as_bytes());
}

/// Worked out apart from this code. If it changes, every stored index and fingerprint is worthless.
#[test]
fn derivation_stays_as_it_is() {
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("derivation-{}.key", std::process::id()));
    let digits: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(&path, format!("kith-master-key-1 {digits}\n")).unwrap();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let master = Master::load(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    assert_eq!(master.id().to_string(), "f1e15a743e734088");
    assert_eq!("f1e15a743e734088".parse::<MasterId>().unwrap(), master.id());
    assert!("6".parse::<MasterId>().is_err());
    let index: String =
        master.blind_index("nhs", "9000000009").as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(index, "0e8c656bf2f1aeb1d6cd1541784500a0fd3ddc3f159bddcf7f99321071973a39");
    assert_eq!(format!("{master:?}"), "Master(f1e15a743e734088, ..)");
}
