//! The council this server belongs to: its pack as loaded, and what pages say of it.

use law::pack::Pack;
use serde_json::{Value, json};
use uuid::Uuid;

/// The pack in force, with the id it is stored under.
pub struct Council {
    /// The pack.
    pub pack: Pack,
    /// Its `pack_version`.
    pub version: Uuid,
}

impl Council {
    /// What every page may say of the council.
    pub fn summary(&self) -> Value {
        let council = &self.pack.council;
        json!({
            "name": council.name,
            "short_name": council.short_name,
            "website": council.website,
            "emergency": council.emergency,
            "hours": council.hours().wording,
            "front_door": council.phone("front-door"),
            "out_of_hours": council.phone("out-of-hours"),
        })
    }
}
