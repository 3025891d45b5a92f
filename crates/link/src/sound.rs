//! How a name sounds.

use std::sync::LazyLock;

use rphonetic::DoubleMetaphone;

static METAPHONE: LazyLock<DoubleMetaphone> = LazyLock::new(DoubleMetaphone::default);

/// The Double Metaphone codes of a folded name: one, or two where it can be said two ways. Empty for names in other
/// scripts, which the method knows nothing of.
pub fn codes(folded: &str) -> Vec<String> {
    if !folded.is_ascii() {
        return Vec::new();
    }
    let result = METAPHONE.double_metaphone(folded);
    let (first, second) = (result.primary(), result.alternate());
    let mut codes = Vec::with_capacity(2);
    if second != first && !second.is_empty() {
        codes.push(second);
    }
    if !first.is_empty() {
        codes.insert(0, first);
    }
    codes
}

/// Whether two folded names can be said alike.
pub fn alike(a: &str, b: &str) -> bool {
    let other = codes(b);
    codes(a).iter().any(|code| other.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_the_same_name() {
        for (a, b) in [
            ("charley", "charlie"),
            ("stephen", "steven"),
            ("mohammed", "muhammad"),
            ("catherine", "kathryn"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        assert!(!alike("charlie", "tommy"));
        assert!(!alike("محمد", "محمد"), "unknown scripts have no sound");
    }
}
