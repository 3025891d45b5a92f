//! Users and groups as JSON, there and back.

use serde_json::{Map, Value, json};

use super::{GROUP, LIST, ScimProblem, USER};

/// A user: what we keep of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct User {
    /// What they type to sign in.
    pub user_name: String,
    /// The directory's own number for them.
    pub external_id: Option<String>,
    /// The name colleagues see.
    pub display_name: String,
    /// Work email.
    pub email: String,
    /// Job title.
    pub title: String,
    /// Whether they work here.
    pub active: bool,
}

/// Somebody in a group, or a group somebody is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display: String,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Our id.
    pub id: String,
    /// The directory's number.
    pub external_id: Option<String>,
    /// Its name, one of `[groups]` in `sign-in.toml`.
    pub display_name: String,
    /// Who is in it.
    pub members: Vec<Member>,
}

/// A user as sent. `at` is the site's address up to `/scim/v2`.
pub fn user(id: &str, user: &User, groups: &[Member], created: &str, at: &str) -> Value {
    let mut body = json!({
        "schemas": [USER], "id": id, "userName": user.user_name, "displayName": user.display_name,
        "name": { "formatted": user.display_name }, "title": user.title, "active": user.active,
        "emails": [{ "value": user.email, "type": "work", "primary": true }],
        "groups": groups.iter().map(|group| json!({ "value": group.id, "display": group.display })).collect::<Vec<_>>(),
        "meta": { "resourceType": "User", "created": created, "location": format!("{at}/Users/{id}") },
    });
    if let Some(external) = &user.external_id {
        body["externalId"] = external.as_str().into();
    }
    body
}

/// A group as sent.
pub fn group(group: &Group, at: &str) -> Value {
    let members: Vec<Value> = group
        .members
        .iter()
        .map(|member| json!({ "value": member.id, "display": member.display, "$ref": format!("{at}/Users/{}", member.id) }))
        .collect();
    let mut body = json!({
        "schemas": [GROUP], "id": group.id, "displayName": group.display_name, "members": members,
        "meta": { "resourceType": "Group", "location": format!("{at}/Groups/{}", group.id) },
    });
    if let Some(external) = &group.external_id {
        body["externalId"] = external.as_str().into();
    }
    body
}

/// A page of a list. `start` counts from 1 (RFC 7644 section 3.4.2.4).
pub fn list(total: usize, start: usize, resources: Vec<Value>) -> Value {
    json!({
        "schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": resources.len(),
        "Resources": resources,
    })
}

/// Reads a user as a directory sends one. Attributes we keep nothing of are passed over.
///
/// # Errors
/// [`ScimProblem`] when a name is missing or something is not what SCIM says.
pub fn read_user(body: &Value) -> Result<User, ScimProblem> {
    let body = body.as_object().ok_or_else(|| ScimProblem::syntax("a user is a JSON object"))?;
    let schemas = get(body, "schemas").and_then(Value::as_array).cloned().unwrap_or_default();
    if !schemas.iter().any(|schema| schema.as_str() == Some(USER)) {
        return Err(ScimProblem::syntax(format!("schemas must name {USER}")));
    }
    let user_name = text(body, "userName")?.unwrap_or_default().to_lowercase();
    let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '\'' | '+');
    if user_name.is_empty() || user_name.chars().count() > 200 || !user_name.chars().all(shape) {
        return Err(ScimProblem::value("userName must be 1 to 200 letters, digits and . - _ @ ' +"));
    }
    let email = email(body)?.or_else(|| user_name.contains('@').then(|| user_name.clone()));
    let display_name = match text(body, "displayName")? {
        Some(name) => Some(name),
        None => full_name(body)?,
    };
    Ok(User {
        external_id: text(body, "externalId")?,
        display_name: display_name.ok_or_else(|| ScimProblem::value("displayName or name is missing"))?,
        email: email.ok_or_else(|| ScimProblem::value("emails is missing"))?,
        title: text(body, "title")?.unwrap_or_default(),
        active: truth(get(body, "active"))?.unwrap_or(true),
        user_name,
    })
}

/// Attribute names are the same in any case (RFC 7643 section 2.1).
pub(super) fn get<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    body.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// True and false, also as the words "True" and "False", which Entra sends.
pub(super) fn truth(value: Option<&Value>) -> Result<Option<bool>, ScimProblem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(truth)) => Ok(Some(*truth)),
        Some(Value::String(word)) if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(Value::String(word)) if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(ScimProblem::value("active must be true or false")),
    }
}

fn text(body: &Map<String, Value>, name: &str) -> Result<Option<String>, ScimProblem> {
    match get(body, name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() > 200 => {
            Err(ScimProblem::value(format!("{name} is longer than 200 characters")))
        }
        Some(Value::String(text)) if text.chars().any(char::is_control) => {
            Err(ScimProblem::value(format!("{name} has characters that cannot be shown")))
        }
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(_) => Err(ScimProblem::value(format!("{name} must be text"))),
    }
}

fn full_name(body: &Map<String, Value>) -> Result<Option<String>, ScimProblem> {
    let Some(name) = get(body, "name").and_then(Value::as_object) else { return Ok(None) };
    if let Some(formatted) = text(name, "formatted")? {
        return Ok(Some(formatted));
    }
    let parts = [text(name, "givenName")?, text(name, "familyName")?];
    let whole = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Some(whole).filter(|whole| !whole.is_empty()))
}

/// The primary email, or the first.
fn email(body: &Map<String, Value>) -> Result<Option<String>, ScimProblem> {
    let Some(emails) = get(body, "emails") else { return Ok(None) };
    let emails = emails.as_array().ok_or_else(|| ScimProblem::value("emails must be a list"))?;
    let objects: Vec<&Map<String, Value>> = emails.iter().filter_map(Value::as_object).collect();
    let primary = objects.iter().find(|email| truth(get(email, "primary")) == Ok(Some(true)));
    primary.or_else(|| objects.first()).map_or(Ok(None), |email| text(email, "value"))
}

/// What this server can do (RFC 7643 section 5).
pub fn configuration(at: &str) -> Value {
    let no = json!({ "supported": false });
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": { "supported": true },
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": 200 },
        "changePassword": no, "sort": no, "etag": no,
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "Bearer token",
            "description": "A token made with `kith staff token`", "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{at}/ServiceProviderConfig") },
    })
}

/// The two kinds of resource (RFC 7643 section 6).
pub fn resource_types(at: &str) -> Value {
    let kind = |name: &str, endpoint: &str, schema: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": name, "name": name,
            "endpoint": endpoint, "schema": schema,
            "meta": { "resourceType": "ResourceType", "location": format!("{at}/ResourceTypes/{name}") },
        })
    };
    list(2, 1, vec![kind("User", "/Users", USER), kind("Group", "/Groups", GROUP)])
}

/// The attributes we keep (RFC 7643 section 7).
pub fn schemas() -> Value {
    let attribute = |name: &str, kind: &str, required: bool, unique: &str| {
        json!({
            "name": name, "type": kind, "multiValued": matches!(name, "emails" | "members"), "required": required,
            "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": unique,
        })
    };
    let schema = |id: &str, name: &str, attributes: Vec<Value>| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": id, "name": name,
            "attributes": attributes,
        })
    };
    let user = vec![
        attribute("userName", "string", true, "server"),
        attribute("displayName", "string", false, "none"),
        attribute("title", "string", false, "none"),
        attribute("active", "boolean", false, "none"),
        attribute("emails", "complex", false, "none"),
    ];
    let group = vec![
        attribute("displayName", "string", true, "server"),
        attribute("members", "complex", false, "none"),
    ];
    list(2, 1, vec![schema(USER, "User", user), schema(GROUP, "Group", group)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_directory_sends() {
        let sent = json!({
            "schemas": [USER, super::super::ENTERPRISE], "externalId": "0f", "userName": "Wanda.Worker@marlshire.example",
            "active": "True", "name": { "givenName": "Wanda", "familyName": "Worker" },
            "emails": [{ "value": "other@x.example" }, { "primary": true, "value": "wanda@marlshire.example" }],
        });
        let user = read_user(&sent).expect("a user");
        assert_eq!(user.user_name, "wanda.worker@marlshire.example");
        assert_eq!(
            (user.display_name.as_str(), user.email.as_str()),
            ("Wanda Worker", "wanda@marlshire.example")
        );
        assert!(user.active);
    }

    #[test]
    fn refuses_what_is_no_user() {
        let good = json!({ "schemas": [USER], "userName": "a", "displayName": "A", "emails": [{ "value": "a@b.example" }] });
        assert!(read_user(&good).is_ok());
        let without = |name: &str| {
            let mut body = good.clone();
            body.as_object_mut().expect("an object").remove(name);
            body
        };
        for name in ["schemas", "userName", "displayName", "emails"] {
            assert_eq!(read_user(&without(name)).expect_err(name).status, 400, "{name}");
        }
        let with = |name: &str, value: Value| {
            let mut body = good.clone();
            body[name] = value;
            read_user(&body)
        };
        assert!(with("active", json!("perhaps")).is_err());
        assert!(with("userName", json!("a b")).is_err());
        assert!(with("displayName", json!("A\nB")).is_err());
        assert!(with("displayName", json!("é".repeat(201))).is_err());
        assert!(with("title", json!(7)).is_err());
    }
}
