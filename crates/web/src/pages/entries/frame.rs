//! What stands round every page of an entry: which one it is, of which family, about whom.

use record::access::may::ReadsPerson;
use record::sending::SENT;
use serde_json::{Value, json};

use super::opened::Opened;
use super::written;
use crate::words;

/// Where a reader came from: the family; where the entry was written in another, their page of whom it is about.
fn back<A: ReadsPerson>(page: &Opened<A>) -> Value {
    let moved = page.entry.subjects.iter().any(|subject| subject.whose.is_some());
    if moved {
        json!({ "text": "What was written", "href": format!("/people/{}/history", page.permit.person()) })
    } else {
        json!({ "text": "The family", "href": format!("/families/{}", page.entry.family) })
    }
}

/// The context of a page of an entry: `own` beside what every such page has.
pub fn frame<A: ReadsPerson>(page: &Opened<A>, own: Value) -> Value {
    let entry = &page.entry;
    let (here, gone): (Vec<_>, Vec<_>) = entry.subjects.iter().partition(|subject| subject.left_at.is_none());
    let mut context = own;
    context["entry"] = json!({
        "id": entry.id, "title": page.form.title, "path": format!("/entries/{}", entry.id),
        "has_letter": super::print::ending::is_written(page),
        "is_plan": entry.kind == record::entry::Kind::Plan, "is_sent": SENT.contains(&entry.kind),
        "family_path": format!("/families/{}", entry.family), "back": back(page),
        "about": here.into_iter().map(written::name).collect::<Vec<_>>(),
        "left": gone.into_iter().map(written::name).collect::<Vec<_>>(),
        "marks": super::whose::marks(entry, page.permit.person()),
        "begun": words::moment(entry.begun_at), "begun_by": entry.begun_by,
        "facts": [format!("Begun {} by {}", words::moment(entry.begun_at), entry.begun_by)],
    });
    context
}
