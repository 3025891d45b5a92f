//! `/entries/{entry}/sends/{member}/own.pdf`: of a plan only what one receiver does, for whom the family allows no more.

use axum::extract::Path;
use law::plan::is_named;
use letters::{Block, Document, Fact, Kind};
use record::access::may::ReadsPerson;
use record::entry;
use record::network_tie;

use super::super::opened::Opened;
use super::super::sends::receivers::{self, Receiver};
use super::super::word;
use super::plan::owner;
use super::said::Said;
use super::whole::names_of_subjects;
use super::{about, look, print};
use crate::error::{Error, Result};
use crate::pages::people::gate::opened;
use crate::pages::print::File;
use crate::visit::Visit;

/// `GET /entries/{entry}/sends/{member}/own.pdf`
pub async fn pdf(visit: Visit, Path((entry, member)): Path<(String, String)>) -> Result {
    let (mut page, family) = *opened!(look(&visit, &entry));
    let of_family = page.entry.family;
    let word = word::briefly(&visit, &mut page.work, &page.permit, of_family).await?;
    let ties = network_tie::of_family(&mut page.work, &page.permit, of_family).await?;
    let listed = receivers::all(&page, &word, &ties, visit.today());
    let receiver = listed.iter().find(|one| one.key == member).ok_or(Error::NotFound)?;
    let rows = actions(&page, receiver);
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let who = [receiver.name.as_str(), receiver.organisation.as_str()];
    let who: Vec<&str> = who.into_iter().filter(|part| !part.is_empty()).collect();
    let facts = vec![Fact::new("For", who.join(", ")), Fact::new("About", names_of_subjects(&page))];
    let table = Block::Table {
        caption: "What you do".to_owned(),
        head: ["What", "By when", "Progress"].map(str::to_owned).to_vec(),
        widths: vec![6, 2, 2],
        rows,
    };
    let document = about(&visit, &page, &family, Kind::Plan, vec![Block::Facts { rows: facts }, table]);
    let document = Document { title: "Your part of the plan".to_owned(), ..document };
    print(&visit, page, document, File::Pdf, "own_part").await
}

/// What somebody does by the plan: what, by when, how it goes. Nothing for an entry that is no plan.
pub fn actions<A: ReadsPerson>(page: &Opened<A>, receiver: &Receiver) -> Vec<Vec<String>> {
    if page.entry.kind != entry::Kind::Plan {
        return Vec::new();
    }
    let said = Said::of(&page.form, &page.answers);
    let theirs = |item: &usize| is_named(&owner(&said, *item), &receiver.name, &receiver.organisation);
    let row = |item| {
        ["plan_action.what", "plan_action.due_on", "plan_action.status"]
            .map(|name| said.text(name, item))
            .to_vec()
    };
    let rows = said.items("plan_action.what").filter(theirs).map(row);
    rows.filter(|row: &Vec<String>| !row[0].is_empty()).collect()
}
