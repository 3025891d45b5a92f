//! The log of disclosures of one run: one JSON object a line, on the disk before its question is sent.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ::pds::disclosure::{Disclosure, NotRecorded, Recorder};
use anyhow::{Context, Result};

/// The log.
pub struct Disclosures {
    file: File,
    pub count: usize,
}

impl Disclosures {
    /// Where the log of an output is: `OUT.disclosures.jsonl`.
    pub fn beside(out: &Path) -> PathBuf {
        let mut name = out.as_os_str().to_owned();
        name.push(".disclosures.jsonl");
        name.into()
    }

    /// Begins one. What is there already is never written over.
    pub fn begin(path: &Path) -> Result<Disclosures> {
        Ok(Disclosures { file: new_file(path)?, count: 0 })
    }
}

/// A file for us alone that was not there before.
pub fn new_file(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600);
    options.open(path).with_context(|| match path.exists() {
        true => format!("{} is there already and is not written over: give another name", path.display()),
        false => format!("writing {}", path.display()),
    })
}

impl Recorder for Disclosures {
    fn record(&mut self, disclosure: &Disclosure) -> Result<(), NotRecorded> {
        let line = serde_json::to_string(disclosure).map_err(|error| NotRecorded(error.to_string()))?;
        let write = |file: &mut File| {
            file.write_all(format!("{line}\n").as_bytes())?;
            // A machine that loses its power must not forget what was sent.
            file.sync_data()
        };
        write(&mut self.file).map_err(|error| NotRecorded(error.to_string()))?;
        self.count += 1;
        Ok(())
    }
}
