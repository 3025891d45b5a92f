//! `/duplicates`: the pairs that wait for somebody to compare them. Nobody is named here: whoever takes a pair opens both records, and
//! that is on record.

use jiff::SignedDuration;
use record::duplicate::find::{FIND, Step};
use record::duplicate::{self, Order, Pair, Wanted};
use record::job;
use record::progress::{self, Progress};
use serde_json::{Value, json};

use super::weighed::{likely, stage, summary};
use crate::error::Result;
use crate::posted::Posted;
use crate::visit::Visit;
use crate::words;

/// How many are listed.
const MOST: usize = 50;

/// All records are compared every night: when they were last compared longer ago than this, something is wrong.
const LATE: SignedDuration = SignedDuration::from_hours(48);

/// What to show: the word in the address, and on the tab.
const TABS: [(&str, &str); 5] = [
    ("all", "All"),
    ("twins", "Could be twins"),
    ("second", "Second reading wanted"),
    ("manager", "For a manager"),
    ("mine", "In your hand"),
];

/// In which order: the word in the address, and on the page.
const ORDERS: [(&str, &str); 3] = [
    ("likely", "Most likely first"),
    ("worrying", "Most worrying first"),
    ("oldest", "Longest waiting first"),
];

/// `GET /duplicates`, with `?show=`, `?order=` and `?team=`.
pub async fn show(visit: Visit) -> Result {
    let staff = visit.staff_with(&duplicate::READS)?;
    let account = staff.account;
    let may_look_again = duplicate::SETTLES.iter().any(|role| staff.has_role(*role));
    let own_teams = staff.teams.clone();
    let show = chosen(&TABS, visit.query("show"));
    let order = chosen(&ORDERS, visit.query("order"));
    let team: Option<uuid::Uuid> = visit.query("team").parse().ok().filter(|team| own_teams.contains(team));
    let wanted = Wanted {
        team,
        twins: show == "twins",
        second: show == "second",
        manager: show == "manager",
        mine: show == "mine",
        order: match order {
            "worrying" => Order::Worrying,
            "oldest" => Order::Oldest,
            _ => Order::Likely,
        },
    };
    let mut work = visit.begin().await?;
    let (pairs, found, counts) = duplicate::list(&mut work, &wanted, MOST).await?;
    let run = duplicate::newest_run(&mut work).await?;
    let running = progress::of(&mut work, FIND).await?;
    let mut teams = record::staff::team::all(&mut work).await?;
    teams.retain(|team| own_teams.contains(&team.id));
    work.commit().await?;
    let of = |which: &str| match which {
        "twins" => counts.twins,
        "second" => counts.second,
        "manager" => counts.manager,
        "mine" => counts.mine,
        _ => counts.open,
    };
    let address = |show: &str, order: &str, team: Option<uuid::Uuid>| {
        let team = team.map(|team| format!("&team={team}")).unwrap_or_default();
        format!("/duplicates?show={show}&order={order}{team}")
    };
    let tabs: Vec<Value> = TABS
        .iter()
        .map(|(code, text)| {
            json!({ "text": text, "count": of(code), "href": address(code, order, team), "current": *code == show })
        })
        .collect();
    let orders: Vec<Value> = ORDERS
        .iter()
        .map(|(code, text)| json!({ "text": text, "href": address(show, code, team), "active": *code == order }))
        .collect();
    let every_team = std::iter::once((None, "Every team".to_owned()));
    let teams: Vec<Value> = every_team
        .chain(teams.into_iter().map(|team| (Some(team.id), team.name)))
        .map(|(id, text)| json!({ "text": text, "href": address(show, order, id), "active": id == team }))
        .collect();
    visit.page(
        "duplicates/queue.html",
        json!({
            "tabs": tabs, "orders": orders, "teams": if teams.len() > 1 { teams } else { Vec::new() },
            "pairs": pairs.iter().map(|pair| line(pair, account)).collect::<Vec<_>>(),
            "more": found.saturating_sub(pairs.len()), "shown": show,
            "open": counts.open, "to_read": counts.to_read, "may_look_again": may_look_again,
            "run": run.map(|(at, people, left_out)| json!({
                "at": words::moment(at), "people": words::thousands(people.into()), "left_out": left_out,
                "late": visit.now.duration_since(at) > LATE,
            })),
            "running": running.as_ref().map(far),
        }),
    )
}

/// `POST /duplicates`: compares all records now, and not only in the night. It is a job like that of the night.
pub async fn look_again(Posted { visit, .. }: Posted) -> Result {
    visit.staff_with(&duplicate::SETTLES)?;
    let mut work = visit.begin().await?;
    // Asked for again while it runs, it would find the same.
    if progress::of(&mut work, FIND).await?.is_none() {
        let once = format!("{FIND} at {}", visit.now.as_second() / 60);
        job::enqueue_once(&mut work, &once, FIND, json!({}), visit.now).await?;
        work.commit().await?;
    }
    Ok(visit.go("/duplicates", "All records are being compared. Open this page again in a minute or two"))
}

/// How far a comparison is that runs now: since when, and what it does.
fn far(progress: &Progress) -> Value {
    let whole = progress.whole.unwrap_or_default();
    let does = match Step::of(&progress.step) {
        Some(Step::Reading) | None => "reading what is compared".to_owned(),
        Some(Step::Learning) => "learning from this record how much each answer weighs".to_owned(),
        Some(Step::Gathering) => "looking for records that have something in common".to_owned(),
        Some(Step::Weighing) => format!("weighing pairs, {} of {whole} rules done", progress.done),
        Some(Step::Keeping) => "putting pairs on this queue".to_owned(),
    };
    json!({ "since": words::time(progress.begun_at), "does": does })
}

fn chosen(among: &[(&'static str, &'static str)], asked: &str) -> &'static str {
    among.iter().map(|(code, _)| *code).find(|code| *code == asked).unwrap_or(among[0].0)
}

fn line(pair: &Pair, account: uuid::Uuid) -> Value {
    let (fits, differs) = summary(pair);
    let (state, colour) = stage(pair, account);
    let (chance, _) = likely(pair);
    json!({
        "href": format!("/duplicates/{}", pair.id), "fits": fits, "differs": differs, "likely": chance,
        "twins": pair.could_be_twins, "looked_after": pair.looked_after, "came_back": pair.came_back, "sample": pair.is_sample,
        "state": state, "colour": colour, "found": words::day(words::london(pair.found_at).date()),
    })
}
