//! By which door somebody comes to the form: the public one, or the duty desk.

use access::Role;
use law::form::Audience;
use record::{Actor, Work};
use uuid::Uuid;

use crate::error::Result;
use crate::visit::Visit;

/// Who may fill in a request at the desk.
pub const DESK: [Role; 2] = [Role::DutyOfficer, Role::DutyManager];

/// Where a form is being filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Online, without an account. The draft is found by a cookie.
    Public,
    /// At the duty desk. The draft is the officer's own, and its id is in the address.
    Desk(Uuid),
}

impl Door {
    /// What every address of the form begins with.
    pub fn base(self) -> String {
        match self {
            Door::Public => "/request-support".to_owned(),
            Door::Desk(draft) => format!("/requests/new/{draft}"),
        }
    }

    /// Whose form it is to begin with.
    pub fn started_as(self) -> Audience {
        match self {
            Door::Public => Audience::Public,
            Door::Desk(_) => Audience::Desk,
        }
    }

    /// Begins work for whoever comes in. An officer who fills in the public form does so as a member of the public.
    pub async fn begin(self, visit: &Visit) -> Result<Work> {
        match self {
            Door::Public => Ok(visit.app.begin(Actor::Public).await?),
            Door::Desk(_) => {
                visit.staff_with(&DESK)?;
                visit.begin().await
            }
        }
    }
}
