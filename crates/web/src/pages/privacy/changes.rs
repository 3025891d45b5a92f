//! `/privacy/{notice}/changes`: the versions of a notice, and what families read differently since an earlier one.

use axum::extract::Path;
use jiff::Timestamp;
use law::pack::{Notice, Pack, read};
use law::published::{Printing, changes};
use record::pack::PackVersion;
use serde_json::{Value, json};

use super::print::{address, notice};
use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// A notice as it was from one day on.
struct Version {
    notice: Notice,
    /// When a pack with it was put in force; unknown for the one running where none was.
    since: Option<Timestamp>,
    text: String,
}

/// `GET /privacy/{notice}/changes`, with `?since=1` for what changed since the first version.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let pack = &visit.app.council.pack;
    let now = notice(pack, &id)?;
    let mut work = visit.begin().await?;
    let history = record::pack::in_force(&mut work, &pack.council.id).await?;
    work.commit().await?;
    let versions = versions(&history, pack, now);
    let since = visit.query("since").parse().unwrap_or(versions.len().saturating_sub(1));
    let since = since.clamp(1, versions.len());
    let print = |notice| Printing::of(&pack.council, notice);
    let compared = versions.get(since - 1).filter(|_| since < versions.len()).map(|earlier| {
        json!({
            "since": since,
            "version": earlier.notice.version,
            "from": words::day(earlier.notice.effective_from),
            "changes": changes(&print(&earlier.notice), &print(now)),
        })
    });
    let context = json!({
        "title": now.title,
        "full": address(pack, now),
        "here": format!("/privacy/{id}/changes"),
        "versions": versions.iter().enumerate().map(|(place, one)| line(place + 1, one)).rev().collect::<Vec<_>>(),
        "compared": compared,
        "only": versions.len() == 1,
        "version": now.version,
        "from": words::day(now.effective_from),
        "said": now.change.iter().map(|one| json!({
            "version": one.version, "on": words::day(one.on), "what": one.what.trim(),
        })).collect::<Vec<_>>(),
    });
    visit.page("privacy/changes.html", context)
}

fn line(number: usize, one: &Version) -> Value {
    json!({
        "number": number,
        "version": one.notice.version,
        "from": words::day(one.notice.effective_from),
        "since": one.since.map(|at| words::day(words::london(at).date())),
    })
}

/// Every version of a notice, the first one first and the one in force last. Packs that change nothing in it, and those that
/// this Kith can no longer read, make no version.
fn versions(history: &[PackVersion], pack: &Pack, now: &Notice) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for pack in history {
        let Some((text, notice)) = notice_in(pack.files.iter(), &now.id) else { continue };
        if versions.last().is_none_or(|last| last.text != text) {
            versions.push(Version { notice, since: Some(pack.in_force_from), text });
        }
    }
    // A pack may be served that nobody has put in force yet, as in a test.
    if let Some((text, notice)) = notice_in(pack.files().iter(), &now.id)
        && versions.last().is_none_or(|last| last.text != text)
    {
        versions.push(Version { notice, since: None, text });
    }
    versions
}

fn notice_in<'f>(
    files: impl Iterator<Item = (&'f String, &'f String)>,
    id: &str,
) -> Option<(String, Notice)> {
    files.filter(|(path, _)| path.ends_with(".notice.toml")).find_map(|(path, text)| {
        let notice: Notice = read(path, text).ok()?;
        (notice.id == *id).then(|| (text.clone(), notice))
    })
}
