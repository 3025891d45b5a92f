//! Between an entry as the record keeps it and the form engine of `law`.

use jiff::civil::Date;
use law::form::{Answers, Subject, Value, Who};
use record::entry::{Entry, Subject as Kept};

/// The people an entry is about now, as its form asks about them.
pub fn subjects(entry: &Entry, today: Date) -> Vec<Subject> {
    let here = entry.subjects.iter().filter(|subject| subject.left_at.is_none());
    here.map(|subject| Subject {
        number: usize::try_from(subject.number).unwrap_or_default(),
        name: name(subject),
        who: if subject.birth.counts_as_child_on(today, subject.raises_somebody) {
            Who::Child
        } else {
            Who::Adult
        },
    })
    .collect()
}

/// What somebody is called on the pages of an entry.
pub fn name(subject: &Kept) -> String {
    subject.name.clone().unwrap_or_else(|| subject.public_ref.clone())
}

/// The answers as they stand.
pub fn answers(entry: &Entry) -> Answers {
    let mut answers = Answers::new();
    for (path, answer) in &entry.answers {
        if let Some(value) = value(&answer.value) {
            answers.set(path.clone(), value);
        }
    }
    answers
}

/// One answer as it was saved; nothing where it was taken away.
pub fn value(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}
