//! A council's retention schedule: the classes of all its notices.

use crate::pack::{Notice, Pack, RecordKind, Retention, Role};

/// One class, with the notice it stands in.
#[derive(Debug, Clone)]
pub struct Class {
    /// The notice's id.
    pub notice: String,
    /// What the notice is called in one breath.
    pub called: String,
    /// The rule.
    pub rule: Retention,
}

/// The classes of a council's notices, in order.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    classes: Vec<Class>,
}

impl Schedule {
    /// The schedule of some notices.
    pub fn of<'n>(notices: impl IntoIterator<Item = &'n Notice>) -> Schedule {
        let classes = notices.into_iter().flat_map(|notice| {
            notice.retention.iter().map(|rule| Class {
                notice: notice.id.to_string(),
                called: notice.short.clone(),
                rule: rule.clone(),
            })
        });
        Schedule { classes: classes.collect() }
    }

    /// The schedule of a whole pack.
    pub fn of_pack(pack: &Pack) -> Schedule {
        Schedule::of(&pack.notices)
    }

    /// All classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The classes for a kind of record.
    pub fn for_kind(&self, kind: RecordKind) -> impl Iterator<Item = (usize, &Class)> {
        self.classes.iter().enumerate().filter(move |(_, class)| class.rule.records.contains(&kind))
    }

    /// Whether any class is for this role.
    pub fn covers(&self, role: Role) -> bool {
        self.classes.iter().any(|class| class.rule.people.contains(&role))
    }
}
