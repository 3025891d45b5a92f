//! What is printed when nobody reads on: `kith … | head`.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use crate::support::Folder;

/// The number of SIGPIPE on Linux and macOS.
const SIGPIPE: i32 = 13;

#[test]
fn a_reader_that_has_read_enough_ends_the_command_without_a_word() {
    let folder = Folder::new("printing");
    let file = folder.path().join("people.csv");
    let header = "unique_id,given_name,family_name,dob,sex,postcode,address_line,upn,nhs_number\n";
    std::fs::write(&file, format!("{header}1,amy,smith,2014-01-02,F,ZZ1 1AA,1 High Street,,\n")).unwrap();
    for arguments in [vec!["link", "profile", file.to_str().unwrap()], vec!["council", "check", "/nowhere"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kith"))
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The pipe is broken before anything is written.
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        if arguments[0] == "link" {
            assert_eq!(ended.status.signal(), Some(SIGPIPE), "{:?}: {said}", ended.status);
        }
    }
}
