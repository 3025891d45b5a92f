//! What each kind of document says, kept in `tests/snapshots` and compared. `KITH_ACCEPT=1` writes them anew.

use std::path::Path;

use letters::Kind;

use crate::read::Pdf;
use crate::{moment, print, sample};

#[test]
fn each_kind_says_what_it_said() {
    for kind in Kind::ALL {
        let printed = print(&sample::of(kind));
        let text = Pdf::read(&printed.bytes).text();
        let file = kind.template().replace(".typ", ".txt");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(file);
        if std::env::var_os("KITH_ACCEPT").is_some() {
            std::fs::write(&path, &text).expect("written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, kept, "{} (KITH_ACCEPT=1 to accept)", path.display());
    }
}

#[test]
fn a_plan_is_two_sides() {
    assert_eq!(print(&sample::plan()).pages, Some(2));
}

#[test]
fn same_in_same_out() {
    for kind in Kind::ALL {
        assert_eq!(print(&sample::of(kind)).bytes, print(&sample::of(kind)).bytes, "{kind:?}");
        let word = || letters::word(&sample::of(kind), moment()).expect("a document").bytes;
        assert_eq!(word(), word(), "{kind:?}");
    }
}
