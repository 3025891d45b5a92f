//! Our PDFs before pdfua, a validator in Python that shares no code with Typst or with lopdf. It checks a sixth of what a machine
//! can check of PDF/UA-1 (its own count), among it the two points that most PDFs fail: content that is not tagged, and text
//! without a language. `./test` fetches it into `.dev/python`; skipped where it is not, unless KITH_NEEDS_PDFUA is set.

use std::path::Path;
use std::process::{Command, Stdio};

use letters::Kind;

use crate::{print, sample};

fn python() -> Option<Command> {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dev/python");
    let python = || {
        let mut command = Command::new("python3");
        command.env("PYTHONPATH", &packages).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    let found = python().args(["-c", "import pdfua"]).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success()).then(python)
}

#[test]
fn pdfua_finds_nothing() {
    if python().is_none() {
        assert!(std::env::var_os("KITH_NEEDS_PDFUA").is_none(), "there is no Python with pdfua");
        eprintln!("skipped: there is no Python with pdfua");
        return;
    }
    let folder = std::env::temp_dir().join(format!("kith-letters-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for kind in Kind::ALL {
        let file = folder.join(kind.template()).with_extension("pdf");
        std::fs::write(&file, print(&sample::of(kind)).bytes).expect("written");
        let mut python = python().expect("it was there");
        let judged = python.args(["-m", "pdfua", "check"]).arg(&file).output().expect("run");
        let said = String::from_utf8_lossy(&judged.stdout);
        assert!(judged.status.success(), "{kind:?}: {said}{}", String::from_utf8_lossy(&judged.stderr));
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
