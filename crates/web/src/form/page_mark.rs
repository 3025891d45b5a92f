//! A mark of how one page stood when it was shown, so that a page filled in twice at once is noticed.

use std::hash::{DefaultHasher, Hash, Hasher};

use law::form::{Answers, Section, path};

/// Changes when a stored answer of the page changes, and with nothing else: a save of another page, or going back in
/// the browser, is no conflict. It goes into a hidden field of the page the answers are on, and nowhere else.
pub fn page_mark(section: &Section, item: Option<usize>, answers: &Answers) -> String {
    let mut hasher = DefaultHasher::new();
    for question in &section.question {
        let at = path(section.repeat.as_deref(), item, &question.id);
        // `Value` has no Hash; its debug form says everything that is in it, in one order.
        answers.get(&at).map(|value| format!("{value:?}")).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
