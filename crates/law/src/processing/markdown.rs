//! The record as text to read: what `kith council processing` prints.

use std::fmt::Write;

use super::activity::{Activity, ControllerOf, Processing};
use super::held::Place;
use super::measures::MEASURES;
use super::words;

/// Writes it.
pub fn markdown(processing: &Processing) -> String {
    let mut text = format!("# Record of processing activities: {}\n\n", processing.council);
    text.push_str("UK GDPR, Article 30(1). Made from:\n\n");
    for notice in &processing.notices {
        let _ = writeln!(text, "- {}, version {}, from {}", notice.title, notice.version, notice.from);
    }
    for activity in &processing.activities {
        one(&mut text, activity);
    }
    text.push_str("\n## Of every activity\n");
    list(&mut text, "Transfers outside the United Kingdom", [words::NO_TRANSFERS.to_owned()]);
    list(&mut text, "Security", MEASURES.iter().map(|measure| measure.says.to_owned()));
    text
}

fn one(text: &mut String, activity: &Activity) {
    let _ = writeln!(text, "\n## {}\n\n`{}`", activity.name, activity.id);
    let of = |one: &ControllerOf| match one.reach() {
        Some(contact) => format!("{}: {contact}", one.name),
        None => one.name.clone(),
    };
    list(text, "Controllers", activity.controllers.iter().map(of));
    list(text, "Lawful basis", activity.bases.iter().map(|basis| words::basis(*basis).to_owned()));
    list(text, "Acts", activity.acts.iter().cloned());
    let conditions = activity.conditions.iter().map(|one| words::condition(*one));
    let schedule_1 = activity.schedule_1.iter().map(|one| words::schedule_1(*one));
    list(text, "Conditions", conditions.map(str::to_owned));
    list(text, "Data Protection Act 2018, Schedule 1", schedule_1.map(str::to_owned));
    list(text, "When consent is withdrawn", activity.withdrawing_stops.iter().cloned());
    list(text, "People", activity.people.iter().map(|people| people.words().to_owned()));
    list(text, "Information", activity.categories.iter().map(|category| category.words()));
    let gives = |source: &super::SourceOf| format!("{}: {}", source.name, source.gives.join("; "));
    list(text, "Sources", activity.sources.iter().map(gives));
    list(text, "Recipients", activity.recipients.iter().map(|recipient| recipient.words()));
    list(text, "How long it is kept", activity.kept.iter().map(|class| class.words()));
    if let Some(held) = &activity.held {
        list(text, "Collected for it and kept in", held.collected.iter().map(Place::words));
        list(text, "Collected for something else, needed too", held.needed.iter().map(Place::words));
        let asked = held.questions.iter().map(|one| format!("{}: {}", one.question, one.label));
        list(text, "Asked", asked);
    }
    let open = activity.open.iter().map(|open| format!("{} – {}", open.what, open.answer));
    list(text, "Open points", open);
}

fn list(text: &mut String, heading: &str, lines: impl IntoIterator<Item = String>) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(text, "\n**{heading}**\n");
    lines.for_each(|line| {
        let _ = writeln!(text, "- {}", line.replace('\n', " "));
    });
}
