//! What `services/panel.html` needs, for a request or for one person.
//!
//! A page that includes it reads `record::source::panel::for_person` (or `for_request`) with its permit, and takes
//! `POST {action}/{involvement}` by calling `record::source::reveal::detail` and showing itself again with [`Opened`].

use record::source::Detail;
use record::source::panel::PersonPanel;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{about, card};
use crate::visit::Visit;

/// A detail that was opened on purpose.
pub struct Opened {
    /// Of which involvement.
    pub involvement: Uuid,
    /// What it says.
    pub detail: Detail,
}

/// For the template. `action` is the address whose `POST {action}/{involvement}` opens a detail.
pub fn context(visit: &Visit, people: &[PersonPanel], action: &str, opened: Option<&Opened>) -> Value {
    let council = &visit.app.council.pack;
    json!({
        "action": action,
        "people": people.iter().map(|person| card::context(visit, person, opened)).collect::<Vec<_>>(),
        "about": about::context(&council.services, &council.council.short_name),
    })
}
