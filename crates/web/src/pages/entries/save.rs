//! Saving what was typed on a page, and what became of it.

use jiff::Timestamp;
use law::form::Answers;
use record::access::may;
use record::entry::{self, Saved};
use serde_json::{Value, json};

use super::opened::Opened;
use super::seen::{self, Typed};
use super::typed;
use crate::error::{Error, Result};
use crate::words;

/// What became of a page that was sent.
pub struct Outcome {
    /// Hidden fields to put in place of those on the page: what stands now.
    pub marks: Vec<(String, String)>,
    /// Answers that somebody else had changed meanwhile: path, who and when.
    pub beside: Vec<(String, String, Timestamp)>,
}

/// Saves each change. What met somebody else's waits beside it. `answers` are those of the page as typed.
pub async fn save(page: &mut Opened<may::WriteEntry>, sent: &[Typed], answers: &Answers) -> Result<Outcome> {
    let changes: Vec<_> = sent.iter().map(Typed::change).collect();
    let saved = match entry::save(&mut page.work, &page.permit, page.entry.id, &changes).await {
        // Finished meanwhile: the page that says so keeps what was typed.
        Err(record::Error::Rule(_)) => return Err(Error::Stale),
        other => other?,
    };
    let mut outcome = Outcome { marks: Vec::new(), beside: Vec::new() };
    let (mut stands, mut kept) = (page.answers.clone(), Vec::new());
    for (one, saved) in sent.iter().zip(saved) {
        match saved {
            Saved::Kept { version } => {
                kept.push(one.path.as_str());
                stands.put(&one.path, answers.get(&one.path).cloned());
                let mark = seen::mark(version, answers.get(&one.path));
                outcome.marks.push((format!("seen.{}", one.path), mark));
            }
            Saved::Beside { saved_at, saved_by, .. } => {
                outcome.beside.push((one.path.clone(), saved_by, saved_at));
            }
        }
    }
    typed::renew(page, kept, &stands).await?;
    Ok(outcome)
}

impl Outcome {
    /// For the script that saves while somebody types.
    pub fn for_script(&self, entry: uuid::Uuid, now: Timestamp) -> Value {
        let marks: serde_json::Map<String, Value> =
            self.marks.iter().map(|(name, mark)| (name.clone(), json!(mark))).collect();
        let beside = self.beside.first().map(|(_, who, at)| {
            json!({ "words": format!("{who} changed this page at {} while you typed. Yours and theirs are both kept.", words::time(*at)),
                    "href": format!("/entries/{entry}/choose"), "link": "Look at both" })
        });
        json!({ "marks": marks, "saved": format!("Saved at {}", words::time(now)), "beside": beside })
    }
}
