//! `/families/{family}/ecomap`: the picture, with a table that says the same; `/table`: for a spreadsheet.

use axum::extract::Path;
use law::plan::Preference;
use pictures::ecomap::{Connection, Ecomap, Flow, Strength};
use record::family::Group;
use record::network_tie::{self, Tie};
use serde_json::{Value, json};

use crate::error::Result;
use crate::pages::entries::word::{self, Word};
use crate::pages::families::sheet::choices;
use crate::pages::families::show::frame_at;
use crate::pages::families::table::{csv, of};
use crate::pages::families::{gate, label};
use crate::pages::people::gate::opened;
use crate::visit::Visit;
use crate::words;

/// `GET /families/{family}/ecomap`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let ties = network_tie::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let word = word::whole(&visit, &mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let picture = drawn(&page.family, &ties);
    let context = json!({
        "family": frame_at(&page.family, "/ecomap"), "word": word.context(), "svg": picture.svg("ecomap"), "table": of(&picture.table()),
        "ties": ties.iter().map(|one| line(&page.family, one, &word)).collect::<Vec<_>>(),
        "may_write": crate::pages::entries::may_amend(&visit),
    });
    visit.page("families/ecomap/show.html", context)
}

/// `GET /families/{family}/ecomap/table`
pub async fn table(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let ties = network_tie::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = record::event::note(ledger::Action::Exported).about("person", page.permit.person());
    record::event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    Ok(csv(&page.family, "ecomap", &drawn(&page.family, &ties).table()))
}

fn drawn(family: &Group, ties: &[Tie]) -> Ecomap {
    let people = choices(family);
    Ecomap {
        name: format!("the {}", label(family)),
        middle: people.iter().map(|(_, name)| name.clone()).collect(),
        connections: ties.iter().map(|one| connection(one, &people)).collect(),
    }
}

/// A tie that is not with everybody in the middle says with whom.
fn connection(one: &Tie, people: &[(String, String)]) -> Connection {
    let tie = &one.tie;
    let with = with(one, people);
    let role = match (tie.role.as_str(), with.len() < people.len()) {
        (role, false) => role.to_owned(),
        ("", true) => format!("with {}", with.join(", ")),
        (role, true) => format!("{role}, with {}", with.join(", ")),
    };
    Connection {
        name: tie.name.clone(),
        role,
        strength: match tie.strength.as_str() {
            "strong" => Strength::Strong,
            "stressful" => Strength::Stressful,
            _ => Strength::Weak,
        },
        flow: match tie.energy.as_str() {
            "to_family" => Flow::ToFamily,
            "from_family" => Flow::FromFamily,
            "both_ways" => Flow::BothWays,
            _ => Flow::NotSaid,
        },
        link: None,
    }
}

fn with(one: &Tie, people: &[(String, String)]) -> Vec<String> {
    let ids: Vec<String> = one.tie.with.iter().map(ToString::to_string).collect();
    people.iter().filter(|(id, _)| ids.contains(id)).map(|(_, name)| name.clone()).collect()
}

fn line(family: &Group, one: &Tie, word: &Word) -> Value {
    let organisation = if one.tie.kind == "organisation" { one.tie.name.as_str() } else { "" };
    let said = word.of(&one.tie.name, &one.tie.role, organisation, Preference::NotSaid);
    json!({
        "name": one.tie.name, "do_not_share": said == Preference::No, "role": one.tie.role, "with": with(one, &choices(family)).join(", "),
        "by": one.recorded_by, "at": words::moment(one.recorded_at),
        "change": format!("/families/{}/ecomap/{}", family.id, one.id),
    })
}
