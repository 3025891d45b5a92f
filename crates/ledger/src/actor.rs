//! Who did it.

use uuid::Uuid;

use crate::Code;

/// Whoever an event is about the doing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody signed in, by the id of their account.
    Account(Uuid),
    /// Somebody without an account: a public form, a failed sign-in.
    Public,
    /// Kith itself: the name of the job or command.
    System(Code),
}

impl Actor {
    /// "account", "public" or "system:" and the name: what the row's kind column holds.
    pub fn kind(&self) -> String {
        match self {
            Self::Account(_) => "account".to_owned(),
            Self::Public => "public".to_owned(),
            Self::System(name) => format!("system:{name}"),
        }
    }

    /// The account, if there is one.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Account(id) => Some(*id),
            Self::Public | Self::System(_) => None,
        }
    }

    /// Back from kind and id; `None` if the two do not belong together.
    pub(crate) fn from_stored(kind: &str, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            ("account", Some(id)) => Some(Self::Account(id)),
            ("public", None) => Some(Self::Public),
            (system, None) => system.strip_prefix("system:").map(Code::from_pack)?.ok().map(Self::System),
            _ => None,
        }
    }
}
