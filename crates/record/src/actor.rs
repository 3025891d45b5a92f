//! On whose behalf a piece of work is done.

use ::access::Role;
use jiff::Timestamp;
use uuid::Uuid;

/// Who asks.
#[derive(Debug, Clone)]
pub enum Actor {
    /// A signed-in officer.
    Staff(Staff),
    /// Somebody filling in a public form, without an account.
    Public,
    /// Kith itself: a job, an import, a seed. The name says which.
    System(&'static str),
}

impl Actor {
    /// The database role this actor works in: what row-level security goes by.
    const fn database_role(&self) -> &'static str {
        match self {
            Self::Staff(_) => "kith_staff",
            Self::Public => "kith_public",
            Self::System(_) => "kith_system",
        }
    }

    /// The statements that begin a transaction in that role, at this moment, for this transaction only. Written out,
    /// because a role cannot be a parameter: nothing in them was typed by anybody.
    pub(crate) fn begin(&self, now: Timestamp) -> String {
        let role = self.database_role();
        let account = match self {
            Self::Staff(staff) => staff.account.to_string(),
            Self::Public | Self::System(_) => String::new(),
        };
        format!(
            "begin; set local role {role}; set local kith.account = '{account}'; set local kith.now = '{now}'"
        )
    }
}

/// A signed-in officer with the roles and teams they hold at this moment.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Their account.
    pub account: Uuid,
    /// The name colleagues see.
    pub display_name: String,
    /// Their job title.
    pub job_title: String,
    /// What they are employed to do.
    pub roles: Vec<Role>,
    /// The teams they sit in.
    pub teams: Vec<Uuid>,
    /// Their own record, if they are known as a person too.
    pub person: Option<Uuid>,
    /// When their training in data protection runs out, where the council keeps that date.
    pub trained_until: Option<Timestamp>,
    /// When they last used their second factor in this session.
    pub stepped_up_at: Option<Timestamp>,
}

impl Staff {
    /// Whether they hold a role now.
    pub fn has_role(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
