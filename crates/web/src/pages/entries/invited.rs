//! Whom a meeting lists although the family has said that they must not have its plan. It is pointed out, and whoever finishes the
//! notes says why they were invited: a meeting that was held was held.

use law::plan::Preference;
use record::access::may;
use record::entry::Kind;
use serde_json::{Value, json};

use super::opened::Opened;
use super::{listed, word};
use crate::error::Result;
use crate::pages::people::gate::{Step, permitted};
use crate::posted::Fields;
use crate::visit::Visit;

/// Those whom a meeting lists against the family's word, each with the page that lists them. Nothing for any other entry.
pub async fn against_word(
    visit: &Visit,
    page: &mut Opened<may::WriteEntry>,
    typed: &Fields,
) -> Result<Step<Vec<Value>>> {
    if page.entry.kind != Kind::Meeting {
        return Ok(Step::Open(Box::default()));
    }
    let person = page.permit.person();
    let permit = match permitted(visit, &mut page.work, may::OpenNarrative, person, typed).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let word = word::whole(visit, &mut page.work, &permit, page.entry.family).await?;
    let mut listed = listed::all(&page.form, &page.answers);
    listed.retain(|one| {
        !one.is_left_out
            && word.of(&one.name, &one.role, &one.organisation, Preference::NotSaid) == Preference::No
    });
    let line = |one: listed::Listed| {
        let href = format!("/entries/{}/pages/{}/{}", page.entry.id, one.section, one.item);
        json!({ "name": one.name, "organisation": one.organisation, "href": href })
    };
    Ok(Step::Open(Box::new(listed.into_iter().map(line).collect())))
}
