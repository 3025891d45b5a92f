//! The letter that tells a family that the work with it has ended.
//!
//! As the letter about a decision it says what happens next and nothing of why: no need, no worry, nobody's name but the
//! children's own. Somebody else may open the envelope. Whoever wants to say more does so in Word.

use law::closure::ClosureReason;
use letters::Block;
use record::access::may::{self, ReadsPerson};
use record::entry::Kind;

use crate::pages::entries::closing;
use crate::pages::entries::opened::Opened;
use crate::pages::entries::written;
use crate::visit::Visit;
use crate::words;

/// Whether there is such a letter: the closure is finished and no manager gave it back, and it is neither about a death nor a
/// mistake, which nobody is told by a form letter. It is there before a manager signs the closure off, because with that the
/// record closes to them.
pub fn is_written<A: ReadsPerson>(page: &Opened<A>) -> bool {
    if page.entry.kind != Kind::Closure {
        return false;
    }
    let given_back = page.entry.sign_offs.iter().any(|one| !one.agreed);
    let reason = closing::reason(page);
    page.entry.finish.is_some()
        && !given_back
        && reason.is_some_and(|reason| !matches!(reason, ClosureReason::Died | ClosureReason::Duplicate))
}

/// The words, in short sentences with one idea each.
pub fn blocks(visit: &Visit, page: &Opened<may::OpenNarrative>) -> Vec<Block> {
    let council = &visit.app.council.pack.council;
    let mut said = Vec::new();
    let children = written::subjects(&page.entry, visit.today());
    let names: Vec<&str> =
        children.iter().filter(|one| one.who == law::form::Who::Child).map(|one| one.name.as_str()).collect();
    said.push(match closing::closed_on(page) {
        Some(day) => format!("Our work with your family ended on {}.", words::day(day)),
        None => "Our work with your family has ended.".to_owned(),
    });
    if !names.is_empty() {
        said.push(format!("This letter is about {}.", listed(&names)));
    }
    said.push(next(closing::reason(page)).to_owned());
    said.push(
        "You can ask for help again at any time. You do not have to tell your story from the beginning."
            .into(),
    );
    if let Some(line) = council.phone("front-door") {
        said.push(format!("Ring the {} on {}.", line.label, line.number));
    }
    let agreed = page.entry.sign_offs.iter().find(|one| one.agreed).map(|one| words::london(one.at).date());
    if let Some(from) = closing::asked_from(visit, agreed.unwrap_or_else(|| visit.today())) {
        let day = words::day(words::london(from).date());
        said.push(format!("From {day} we may ask you how things are. You can say no."));
    }
    said.push(
        "Our privacy notice says what we keep about you, why, and for how long. Ask us for a copy.".into(),
    );
    said.push("If you do not agree with something we did, tell us. We will say how to complain.".into());
    said.iter().map(|one| Block::paragraph(one.as_str())).collect()
}

/// What follows from why it ended, without saying why.
fn next(reason: Option<ClosureReason>) -> &'static str {
    match reason {
        Some(ClosureReason::SteppedUp) => "Children’s social care carries on with you.",
        Some(ClosureReason::OneAgency) => "One of the services you know carries on with you.",
        Some(ClosureReason::MovedAway) => "If you live somewhere else now, the council there can help you.",
        _ => "Nobody will visit you from us now.",
    }
}

/// "Ellie, Max and Sam".
fn listed(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        [] => String::new(),
    }
}
