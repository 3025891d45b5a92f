//! What of an entry its reader is not shown: answers that the form keeps from colleagues, such as a worker's own part of
//! supervision. Whoever began the entry sees them, and whoever wrote them.

use law::form::{Form, Reader, not_for, split};
use record::entry::Entry;
use uuid::Uuid;

/// Leaves those answers out, and the questions with them, so that nobody writes over what they do not see. A question that
/// has no answer yet is asked of everybody.
pub fn leave_out(account: Uuid, form: &mut Form, entry: &mut Entry) {
    if entry.begun_by_account == account {
        return;
    }
    let kept_from_others = |path: &str| {
        let (group, _, question) = split(path);
        form.question(group, question)
            .is_some_and(|(section, question)| not_for(section, question).contains(&Reader::Colleagues))
    };
    let others = entry.answers.iter().filter(|(_, answer)| answer.saved_by_account != account);
    let hidden: Vec<String> =
        others.map(|(path, _)| path.clone()).filter(|path| kept_from_others(path)).collect();
    for path in hidden {
        entry.answers.remove(&path);
        entry.rivals.retain(|rival| rival.path != path);
        let (group, _, question) = split(&path);
        for section in form.section.iter_mut().filter(|section| section.repeat.as_deref() == group) {
            section.question.retain(|known| known.id != *question);
        }
    }
    form.section.retain(|section| !section.question.is_empty());
}
