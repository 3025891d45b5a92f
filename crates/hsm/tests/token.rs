//! What a token holds can be used and not read out. SoftHSM is the token.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

use std::path::{Path, PathBuf};
use std::process::Command;

use cryptoki::context::Pkcs11;
use cryptoki::object::{Attribute, AttributeType};
use hsm::{Error, Token};
use keys::Custodian;
use zeroize::Zeroizing;

const CONFIGURATION: &str = "SOFTHSM2_CONF";
const TEST: &str = "a_key_seals_and_opens_and_never_leaves";

fn module() -> Option<PathBuf> {
    let places = [
        "/usr/lib/softhsm",
        "/usr/lib/x86_64-linux-gnu/softhsm",
        "/usr/lib64/softhsm",
        "/usr/local/lib/softhsm",
    ];
    places.iter().map(|place| Path::new(place).join("libsofthsm2.so")).find(|path| path.exists())
}

/// SoftHSM finds its tokens by a variable of the environment, so the test runs itself again with it.
#[test]
fn a_key_seals_and_opens_and_never_leaves() {
    let Some(module) = module() else {
        assert!(
            std::env::var_os("KITH_NEEDS_SOFTHSM").is_none(),
            "SoftHSM is not installed: apt-get install softhsm2"
        );
        println!("skipped: SoftHSM is not installed (Debian's package softhsm2)");
        return;
    };
    if std::env::var_os(CONFIGURATION).is_some() {
        return inside(&module);
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("softhsm-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("tokens")).unwrap();
    let configuration = folder.join("softhsm2.conf");
    std::fs::write(&configuration, format!("directories.tokendir = {}\n", folder.join("tokens").display()))
        .unwrap();
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "test", "--so-pin", "77777777", "--pin", "491823"])
        .env(CONFIGURATION, &configuration)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(CONFIGURATION, &configuration)
        .output()
        .unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(
        again.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&again.stderr)
    );
}

fn inside(module: &Path) {
    let pin = Zeroizing::new("491823".to_owned());
    let wrong = Token::open(module, "test", &Zeroizing::new("000000".to_owned()));
    assert!(matches!(wrong, Err(Error::WrongPin)));
    let token = Token::open(module, "test", &pin).unwrap();
    let (id, other) = ([1; 16], [2; 16]);
    token.make_key(&id).unwrap();
    token.make_key(&other).unwrap();
    let sealed = token.seal(&id, [9; 12], b"bound", &[42; 32]).unwrap();
    assert_eq!(sealed.len(), 12 + 32 + 16);
    assert_eq!(token.open(&id, b"bound", &sealed).unwrap().as_slice(), [42; 32]);
    let said = |outcome: Result<Zeroizing<Vec<u8>>, keys::TokenError>| outcome.unwrap_err().to_string();
    assert!(said(token.open(&id, b"elsewhere", &sealed)).contains("changed"));
    assert!(said(token.open(&other, b"bound", &sealed)).contains("changed"));
    assert!(said(token.open(&[3; 16], b"bound", &sealed)).contains("does not hold the key"));
    for bit in 0..sealed.len() * 8 {
        let mut flipped = sealed.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(token.open(&id, b"bound", &flipped).is_err(), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert!(token.open(&id, b"bound", &sealed[..length]).is_err(), "{length} bytes");
    }

    // Signed in as we are, the module itself will not give the key away.
    let beside = Pkcs11::new(module).unwrap();
    let slots = beside.get_slots_with_initialized_token().unwrap();
    let session = beside.open_ro_session(slots[0]).unwrap();
    let key = session.find_objects(&[Attribute::Id(id.to_vec())]).unwrap()[0];
    let told = session
        .get_attributes(key, &[AttributeType::Sensitive, AttributeType::Extractable, AttributeType::Value])
        .unwrap();
    assert!(
        told.contains(&Attribute::Sensitive(true)) && told.contains(&Attribute::Extractable(false)),
        "{told:?}"
    );
    assert!(!told.iter().any(|attribute| matches!(attribute, Attribute::Value(_))), "it can be read out");
    drop(session);
    drop(token);
    // And opened once more in the same process.
    assert!(Token::open(module, "test", &pin).unwrap().open(&id, b"bound", &sealed).is_ok());
}
