//! On whose behalf a piece of work is done.

use ::access::Role;
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
}

impl Staff {
    /// Whether they hold a role now.
    pub fn has_role(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
