//! PATCH (RFC 7644 section 3.5.2), as directories send it.

use serde_json::{Map, Value};

use super::resource::get;
use super::{ScimProblem, USER};

const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// One change of who is in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupChange {
    /// These join.
    Add(Vec<String>),
    /// These leave.
    Remove(Vec<String>),
    /// These are in it and nobody else.
    Replace(Vec<String>),
    /// The directory renames the group.
    Rename(String),
}

struct Operation<'a> {
    op: String,
    path: Option<&'a str>,
    value: Option<&'a Value>,
}

/// A user's JSON with the operations applied. Read the outcome with [`super::read_user`].
///
/// # Errors
/// [`ScimProblem`].
pub fn patched(user: &Value, body: &Value) -> Result<Value, ScimProblem> {
    let mut whole = user.clone();
    for operation in operations(body)? {
        let target = whole.as_object_mut().ok_or_else(|| ScimProblem::syntax("a user is an object"))?;
        match (operation.op.as_str(), operation.path, operation.value) {
            ("add" | "replace", None, Some(Value::Object(values))) => {
                for (path, value) in values {
                    set(target, path, value.clone())?;
                }
            }
            ("add" | "replace", Some(path), Some(value)) => set(target, path, value.clone())?,
            ("remove", Some(path), _) => set(target, path, Value::Null)?,
            _ => return Err(ScimProblem::syntax("an operation needs a value, or a path to remove")),
        }
    }
    Ok(whole)
}

/// The changes to a group.
///
/// # Errors
/// [`ScimProblem`].
pub fn group_changes(body: &Value) -> Result<Vec<GroupChange>, ScimProblem> {
    let mut changes = Vec::new();
    for operation in operations(body)? {
        let op = operation.op.as_str();
        match (op, operation.path) {
            (_, Some(path)) if path.eq_ignore_ascii_case("members") => {
                changes.push(members(op, operation.value)?);
            }
            ("remove", Some(path)) if path.to_ascii_lowercase().starts_with("members[") => {
                changes.push(GroupChange::Remove(vec![one_member(path)?]));
            }
            ("add" | "replace", Some(path)) if path.eq_ignore_ascii_case("displayName") => {
                changes.push(rename(operation.value)?);
            }
            ("add" | "replace", Some(path)) if path.eq_ignore_ascii_case("externalId") => {}
            ("add" | "replace", None) => {
                let values = operation.value.and_then(Value::as_object);
                let values = values
                    .ok_or_else(|| ScimProblem::syntax("an operation without a path needs an object"))?;
                if let Some(value) = get(values, "members") {
                    changes.push(members(op, Some(value))?);
                }
                if let Some(value) = get(values, "displayName") {
                    changes.push(rename(Some(value))?);
                }
            }
            _ => return Err(ScimProblem::path("this server changes members and displayName of a group")),
        }
    }
    Ok(changes)
}

fn operations(body: &Value) -> Result<Vec<Operation<'_>>, ScimProblem> {
    let body = body.as_object().ok_or_else(|| ScimProblem::syntax("a patch is a JSON object"))?;
    let schemas = get(body, "schemas").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !schemas.iter().any(|schema| schema.as_str() == Some(PATCH)) {
        return Err(ScimProblem::syntax(format!("schemas must name {PATCH}")));
    }
    let list = get(body, "Operations").and_then(Value::as_array);
    let list =
        list.filter(|list| !list.is_empty()).ok_or_else(|| ScimProblem::syntax("Operations is missing"))?;
    list.iter()
        .map(|one| {
            let one = one.as_object().ok_or_else(|| ScimProblem::syntax("an operation is an object"))?;
            let op = get(one, "op").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
            if !matches!(op.as_str(), "add" | "remove" | "replace") {
                return Err(ScimProblem::syntax("op must be add, remove or replace"));
            }
            let path = get(one, "path").and_then(Value::as_str).filter(|path| !path.is_empty());
            Ok(Operation { op, path, value: get(one, "value") })
        })
        .collect()
}

/// Sets an attribute by the paths directories use: `active`, `name.formatted`, `emails[type eq "work"].value`, and each
/// with the schema's name in front. What we keep nothing of is passed over, as with POST.
fn set(user: &mut Map<String, Value>, path: &str, value: Value) -> Result<(), ScimProblem> {
    let path = path.strip_prefix(USER).and_then(|rest| rest.strip_prefix(':')).unwrap_or(path);
    let lower = path.to_ascii_lowercase();
    if lower.starts_with("urn:") {
        return Ok(());
    }
    if lower.starts_with("name.") {
        // A name is kept whole, as `displayName`: half of a new one would not say the other half.
        if lower == "name.formatted" {
            user.insert("displayName".to_owned(), value);
        }
        return Ok(());
    }
    if lower.starts_with("emails[") && lower.ends_with("].value") {
        user.insert(
            "emails".into(),
            serde_json::json!([{ "value": value, "primary": true, "type": "work" }]),
        );
        return Ok(());
    }
    if path.contains(['[', ']', ' ', '"']) {
        return Err(ScimProblem::path("this server does not know that path"));
    }
    let known = ["userName", "displayName", "title", "active", "externalId", "emails", "name"];
    if let Some(name) = known.iter().find(|name| name.eq_ignore_ascii_case(path)) {
        user.insert((*name).to_owned(), value);
    }
    Ok(())
}

fn members(op: &str, value: Option<&Value>) -> Result<GroupChange, ScimProblem> {
    let ids = match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.iter().map(member).collect::<Result<_, _>>()?,
        Some(one) => vec![member(one)?],
    };
    Ok(match op {
        "add" => GroupChange::Add(ids),
        // "remove members" without saying whom empties the group (section 3.5.2.2).
        "remove" if value.is_none_or(Value::is_null) => GroupChange::Replace(Vec::new()),
        "remove" => GroupChange::Remove(ids),
        _ => GroupChange::Replace(ids),
    })
}

fn member(value: &Value) -> Result<String, ScimProblem> {
    let id = value.as_object().and_then(|member| get(member, "value")).and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| ScimProblem::value("a member needs a value: the id of a user"))
}

/// `members[value eq "…"]`
fn one_member(path: &str) -> Result<String, ScimProblem> {
    let inner = path.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
    let mut words = inner.unwrap_or_default().splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some(value), Some(eq), Some(id))
            if value.eq_ignore_ascii_case("value") && eq.eq_ignore_ascii_case("eq") =>
        {
            serde_json::from_str(id).map_err(|_| ScimProblem::path("members[value eq \"…\"] is meant"))
        }
        _ => Err(ScimProblem::path("members[value eq \"…\"] is meant")),
    }
}

fn rename(value: Option<&Value>) -> Result<GroupChange, ScimProblem> {
    let name = value.and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
    name.map(|name| GroupChange::Rename(name.to_owned()))
        .ok_or_else(|| ScimProblem::value("displayName must be text"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::scim::read_user;

    fn user() -> Value {
        json!({ "schemas": [USER], "userName": "a", "displayName": "A", "active": true,
                "emails": [{ "value": "a@b.example" }] })
    }

    fn patch(operations: Value) -> Result<crate::scim::User, ScimProblem> {
        patched(&user(), &json!({ "schemas": [PATCH], "Operations": operations }))
            .and_then(|body| read_user(&body))
    }

    #[test]
    fn a_leaver_is_made_inactive_in_each_way_directories_say_it() {
        for operations in [
            json!([{ "op": "replace", "path": "active", "value": false }]),
            json!([{ "op": "Replace", "path": "active", "value": "False" }]),
            json!([{ "op": "replace", "value": { "active": false } }]),
            json!([{ "op": "replace", "path": format!("{USER}:active"), "value": false }]),
        ] {
            assert!(!patch(operations.clone()).expect("taken").active, "{operations}");
        }
    }

    #[test]
    fn a_mover_changes_name_title_and_email() {
        let moved = patch(json!([
            { "op": "add", "path": "title", "value": "Team manager" },
            { "op": "replace", "path": "name.familyName", "value": "Half" },
            { "op": "replace", "path": "name.formatted", "value": "Whole Name" },
            { "op": "replace", "path": "emails[type eq \"work\"].value", "value": "new@b.example" },
            { "op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "X" },
        ]));
        let moved = moved.expect("taken");
        assert_eq!((moved.title.as_str(), moved.email.as_str()), ("Team manager", "new@b.example"));
        assert_eq!(moved.display_name, "Whole Name");
    }

    #[test]
    fn what_is_no_patch_is_refused() {
        assert!(patched(&user(), &json!({ "Operations": [] })).is_err());
        assert_eq!(patch(json!([])).expect_err("empty").kind, Some("invalidSyntax"));
        assert!(patch(json!([{ "op": "move", "path": "active" }])).is_err());
        assert!(patch(json!([{ "op": "replace", "path": "phones[type eq \"x\"]", "value": 1 }])).is_err());
        assert!(patch(json!([{ "op": "remove", "path": "userName" }])).is_err(), "nobody is without a name");
    }

    #[test]
    fn members_come_and_go() {
        let changes =
            |operations: Value| group_changes(&json!({ "schemas": [PATCH], "Operations": operations }));
        assert_eq!(
            changes(json!([
                { "op": "Add", "path": "members", "value": [{ "value": "1" }, { "value": "2" }] },
                { "op": "remove", "path": "members[value eq \"3\"]" },
                { "op": "Remove", "path": "members", "value": [{ "value": "4" }] },
                { "op": "replace", "value": { "displayName": "X", "members": [] } },
                { "op": "remove", "path": "members" },
            ])),
            Ok(vec![
                GroupChange::Add(vec!["1".into(), "2".into()]),
                GroupChange::Remove(vec!["3".into()]),
                GroupChange::Remove(vec!["4".into()]),
                GroupChange::Replace(vec![]),
                GroupChange::Rename("X".into()),
                GroupChange::Replace(vec![]),
            ])
        );
        assert!(changes(json!([{ "op": "add", "path": "owner", "value": "x" }])).is_err());
        assert!(changes(json!([{ "op": "add", "path": "members", "value": ["1"] }])).is_err());
    }
}
