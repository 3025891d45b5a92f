//! SCIM 2.0 (RFC 7643, RFC 7644), as far as a council's directory speaks it: users and groups, one filter, replacing and
//! patching. Only the shapes; who may do what and what it changes is in `web` and `record`.

mod filter;
mod patch;
mod resource;

use serde_json::{Value, json};

pub use filter::{Filter, filter};
pub use patch::{GroupChange, group_changes, patched};
pub use resource::{
    Group, Member, User, configuration, group, list, read_user, resource_types, schemas, user,
};

/// Content type of every answer (RFC 7644 section 3.1).
pub const CONTENT_TYPE: &str = "application/scim+json";
/// A user.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// A group.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The extension Entra sends; read for nothing, refused by nobody.
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// Something asked for that cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {detail}")]
pub struct ScimProblem {
    /// The HTTP status.
    pub status: u16,
    /// The keyword of RFC 7644 table 9, for status 400 and 409.
    pub kind: Option<&'static str>,
    /// Words for whoever runs the directory. Names nobody.
    pub detail: String,
}

impl ScimProblem {
    /// A value that cannot be taken.
    pub fn value(detail: impl Into<String>) -> ScimProblem {
        ScimProblem { status: 400, kind: Some("invalidValue"), detail: detail.into() }
    }

    /// What was sent is not SCIM.
    pub fn syntax(detail: impl Into<String>) -> ScimProblem {
        ScimProblem { status: 400, kind: Some("invalidSyntax"), detail: detail.into() }
    }

    /// A filter this server does not know.
    pub fn filter(detail: impl Into<String>) -> ScimProblem {
        ScimProblem { status: 400, kind: Some("invalidFilter"), detail: detail.into() }
    }

    /// A path this server does not know.
    pub fn path(detail: impl Into<String>) -> ScimProblem {
        ScimProblem { status: 400, kind: Some("invalidPath"), detail: detail.into() }
    }

    /// Somebody has that name or number already.
    pub fn taken() -> ScimProblem {
        ScimProblem {
            status: 409,
            kind: Some("uniqueness"),
            detail: "that userName or externalId is taken".into(),
        }
    }

    /// There is no such thing.
    pub fn not_found() -> ScimProblem {
        ScimProblem { status: 404, kind: None, detail: "there is no such resource".into() }
    }

    /// Another status, with words.
    pub fn other(status: u16, detail: impl Into<String>) -> ScimProblem {
        ScimProblem { status, kind: None, detail: detail.into() }
    }

    /// As it is sent.
    pub fn body(&self) -> Value {
        let mut body =
            json!({ "schemas": [ERROR], "status": self.status.to_string(), "detail": self.detail });
        if let Some(kind) = self.kind {
            body["scimType"] = kind.into();
        }
        body
    }
}
