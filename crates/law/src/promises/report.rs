//! What is said of each promise: whether it is kept now, what enforces it, and where the council's notices make it.

use serde::Serialize;

use super::{Check, Promise, all, said};
use crate::pack::Notice;

/// How many times a promise was found kept and broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Times it is kept.
    pub kept: i64,
    /// Times it is broken.
    pub broken: i64,
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is kept: by what was counted, or because a version that breaks it is never released.
    Kept,
    /// It is broken somewhere.
    Broken,
    /// Kith does not do it yet.
    NotBuilt,
    /// No software can tell.
    CannotBeChecked,
}

impl Standing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Kept => "kept",
            Standing::Broken => "broken",
            Standing::NotBuilt => "not built",
            Standing::CannotBeChecked => "cannot be checked",
        }
    }
}

/// A promise as it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its number.
    pub number: String,
    /// What is promised.
    pub says: String,
    /// How it stands.
    pub standing: Standing,
    /// What was counted, for a live check.
    pub counted: Option<Counted>,
    /// The rule, test or control that enforces it; why not, where it is not built.
    pub enforced_by: String,
    /// Where the council's notices make it.
    pub said: Vec<Said>,
}

/// One place where a notice makes a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The notice's id.
    pub notice: String,
    /// The entry: `retention all-other-records`.
    pub entry: String,
    /// The sentence of the published notice, where the pack was written from one.
    pub cite: Option<String>,
}

/// Every promise as it stands. `counted` gives what the live check of a name found; nothing where it could not be made.
pub fn report<'n>(
    notices: impl IntoIterator<Item = &'n Notice> + Clone,
    counted: impl Fn(&str) -> Option<Counted>,
) -> Vec<Line> {
    all().iter().map(|promise| line(promise, notices.clone(), &counted)).collect()
}

fn line<'n>(
    promise: &Promise,
    notices: impl IntoIterator<Item = &'n Notice>,
    counted: &impl Fn(&str) -> Option<Counted>,
) -> Line {
    let found = promise.query.as_deref().and_then(counted);
    let standing = match (promise.check, found) {
        (Check::Live, Some(found)) if found.broken > 0 => Standing::Broken,
        (Check::Live, Some(_)) | (Check::Test, _) => Standing::Kept,
        (Check::NotBuilt, _) => Standing::NotBuilt,
        (Check::Live, None) | (Check::Cannot, _) => Standing::CannotBeChecked,
    };
    let words = [promise.enforced_by.as_deref(), promise.by.as_deref(), promise.because.as_deref()];
    let said = notices.into_iter().flat_map(|notice| said::of(notice, &promise.number)).collect();
    Line {
        number: promise.number.clone(),
        says: promise.says.clone(),
        standing,
        counted: found,
        enforced_by: words.into_iter().flatten().collect::<Vec<_>>().join("; test: "),
        said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::tests::marlshire;

    #[test]
    fn a_count_decides_and_a_missing_one_is_not_called_kept() {
        let pack = marlshire();
        let with = |found: Option<Counted>| {
            let lines = report([pack.notice()], |query| (query == "drafts-kept").then_some(found).flatten());
            lines.into_iter().find(|line| line.number == "P83").expect("P83").standing
        };
        assert_eq!(with(Some(Counted { kept: 3, broken: 0 })), Standing::Kept);
        assert_eq!(with(Some(Counted { kept: 3, broken: 1 })), Standing::Broken);
        assert_eq!(with(None), Standing::CannotBeChecked);
    }

    #[test]
    fn what_marlshire_says_is_found() {
        let pack = marlshire();
        let lines = report([pack.notice()], |_| None);
        let said = |number: &str| &lines.iter().find(|line| line.number == number).expect(number).said;
        assert!(said("P61").iter().any(|place| place.entry == "retention looked-after"));
        assert!(said("P80").iter().any(|place| place.entry == "promise need-to-know"));
    }
}
