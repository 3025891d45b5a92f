//! Notes, keys, checkpoints and cosignatures; what `signed_note` and `tlog_tiles` make of them.

use jiff::Timestamp;
use ledger::{BadKey, BadNote, Checkpoint, Note, SigningKey, Use, VerifierKey, cosignature};
use signed_note::{Signer as _, StandardSigner, StandardVerifier, VerifierList};

pub const LOG: &str = "kith.marlshire.example/ledger";
pub const NOON: Timestamp = Timestamp::constant(1_795_867_200, 0);

pub fn log_key() -> SigningKey {
    SigningKey::from_seed(LOG, Use::Note, [1; 32]).expect("a key")
}

pub fn witness_key() -> SigningKey {
    SigningKey::from_seed("witness.example/dpo", Use::Cosignature, [2; 32]).expect("a key")
}

pub fn checkpoint(size: u64, root: [u8; 32]) -> Checkpoint {
    Checkpoint { origin: LOG.to_owned(), size, root }
}

/// The example of the specifications of signed notes and of cosignatures: text and lines of keys we do not know.
const EXAMPLE: &str = "\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
";

#[test]
fn the_specifications_example_is_read_and_written_alike() {
    let note = Note::parse(EXAMPLE).expect("a note");
    assert_eq!(note.to_string(), EXAMPLE);
    let read = Checkpoint::parse(note.text()).expect("a checkpoint");
    assert_eq!((read.origin.as_str(), read.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(read.text(), note.text());
    assert_eq!(note.check(log_key().verifier()), Err(BadNote::NotSigned), "unknown keys are passed over");
}

#[test]
fn what_is_no_note_or_checkpoint_is_refused() {
    for wrong in [
        "",
        "text\n",
        "text\n\n",
        "text\n\nno dash\n",
        "text\n\n\u{2014} name\n",
        "text\n\n\u{2014} name AAAA\n",
        "text\n\n\u{2014} a+b AAAAAAA=\n",
        "text\n\n\u{2014} name AAAAAAA=",
        "te\txt\n\n\u{2014} name AAAAAAA=\n",
    ] {
        assert_eq!(Note::parse(wrong), Err(BadNote::Shape), "{wrong:?}");
    }
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    for wrong in [
        format!("a\n1\n{root}"),
        format!("\n1\n{root}\n"),
        format!("a\n01\n{root}\n"),
        format!("a\n+1\n{root}\n"),
        format!("a\n-1\n{root}\n"),
        format!("a\n1\n{root}\n\n"),
        "a\n1\nCsUYapGGPo4=\n".to_owned(),
        "a\n1\n".to_owned(),
    ] {
        assert_eq!(Checkpoint::parse(&wrong), Err(BadNote::Shape), "{wrong:?}");
    }
}

#[test]
fn keys_come_back_from_their_texts_and_no_other() {
    let key = log_key();
    let text = key.verifier().to_string();
    assert_eq!(text.parse::<VerifierKey>().as_ref(), Ok(key.verifier()));
    assert_ne!(
        key.verifier().id(),
        key.verifier().used_for(Use::Cosignature).id(),
        "another use, another id"
    );
    let secret = key.to_secret_text();
    assert_eq!(SigningKey::from_secret_text(&secret).expect("a key").verifier(), key.verifier());
    assert!(
        !format!("{key:?}").contains(secret.rsplit('+').next().expect("a seed")),
        "no secret in debug text"
    );
    for wrong in [
        "",
        "a",
        "a+b+c",
        &text.replace("ledger", "other"),
        &format!("{text}A"),
        &secret,
        &text.replace("+", " "),
    ] {
        assert_eq!(wrong.parse::<VerifierKey>(), Err(BadKey), "{wrong}");
    }
    assert!(SigningKey::from_seed("two words", Use::Note, [1; 32]).is_err());
}

#[test]
fn a_checkpoint_is_believed_of_its_log_only() {
    let signed = checkpoint(7, [5; 32]).sign(&log_key(), NOON);
    let (read, note) = Checkpoint::open(&signed.to_string(), log_key().verifier()).expect("ours");
    assert_eq!(read, checkpoint(7, [5; 32]));
    assert_eq!(cosignature::check(&note, &log_key().verifier().used_for(Use::Cosignature)), Ok(NOON));
    let other = SigningKey::from_seed(LOG, Use::Note, [3; 32]).expect("a key");
    assert_eq!(Checkpoint::open(&signed.to_string(), other.verifier()), Err(BadNote::NotSigned));
    let changed = signed.to_string().replacen("\n7\n", "\n8\n", 1);
    assert_eq!(Checkpoint::open(&changed, log_key().verifier()), Err(BadNote::Forged));
    let foreign = Checkpoint { origin: "another.example".to_owned(), ..checkpoint(7, [5; 32]) };
    let signed = foreign.sign(&log_key(), NOON).to_string();
    assert_eq!(
        Checkpoint::open(&signed, log_key().verifier()),
        Err(BadNote::NotSigned),
        "another log's name"
    );
}

#[test]
fn a_cosignature_holds_for_its_text_and_time() {
    let mut note = checkpoint(7, [5; 32]).sign(&log_key(), NOON);
    let key = witness_key();
    assert_eq!(cosignature::check(&note, key.verifier()), Err(BadNote::NotSigned));
    note.add(cosignature::cosign(&note, &key, NOON)).expect("room");
    assert_eq!(cosignature::check(&note, key.verifier()), Ok(NOON));
    assert_eq!(Note::parse(&note.to_string()).as_ref(), Ok(&note));
    let mut elsewhere = checkpoint(8, [5; 32]).sign(&log_key(), NOON);
    elsewhere.add(note.signatures().last().expect("the cosignature").clone()).expect("room");
    assert_eq!(cosignature::check(&elsewhere, key.verifier()), Err(BadNote::Forged));
}

/// `signed_note` and `tlog_tiles`: ours before them, theirs before us.
#[test]
fn signed_note_agrees() {
    let ours = log_key();
    let signer = StandardSigner::new(&ours.to_secret_text()).expect("they read our secret key");
    let verifier = StandardVerifier::new(&ours.verifier().to_string()).expect("they read our key");
    assert_eq!((signer.name(), signer.key_id()), (LOG, ours.verifier().id()));
    let known = VerifierList::new(vec![Box::new(verifier)]);
    for size in 0..100 {
        let root = ledger::leaf(&[size as u8; 32]);
        let signed = checkpoint(size, root).sign(&ours, NOON);
        let theirs =
            signed_note::Note::from_bytes(signed.to_string().as_bytes()).expect("they read our note");
        let (verified, unknown) = theirs.verify(&known).expect("they believe it");
        assert_eq!((verified.len(), unknown.len()), (1, 1));
        let read = tlog_tiles::Checkpoint::from_bytes(theirs.text()).expect("they read our checkpoint");
        assert_eq!((read.origin(), read.size(), read.hash().0), (LOG, size, root));
        let mut theirs = signed_note::Note::new(&read.to_bytes(), &[]).expect("a note");
        theirs.add_sigs(&[&signer]).expect("signed");
        let text = String::from_utf8(theirs.to_bytes()).expect("text");
        let (read, _) = Checkpoint::open(&text, ours.verifier()).expect("we believe theirs");
        assert_eq!(read, checkpoint(size, root));
    }
}
