//! What the form about a copy asks, and how its answers are read.

use jiff::civil::Date;
use law::casework::PlanGoes;
use law::plan::{
    Copies, DayProblem, How, Override, OverrideGround, OverrideProblem, Preference, Receives, day_problem,
};
use record::sending::Manager;
use uuid::Uuid;

use super::receivers::Receiver;
use crate::pages::entries::word::Word;
use crate::pages::people::form::{self, Field, Read};
use crate::words;

/// What the form needs to know before it asks.
pub struct Asked {
    /// Who it is for.
    pub receiver: Receiver,
    /// Whether they are on the list; anybody else is typed.
    pub is_listed: bool,
    /// Everybody else who is listed.
    pub known: Vec<Receiver>,
    /// What the family said.
    pub word: Word,
    /// The council’s rule.
    pub goes: PlanGoes,
    /// Who may decide against it.
    pub managers: Vec<Manager>,
    /// The day before which there was nothing to send.
    pub finished_on: Date,
}

/// Whether to ask if this is one of those the family does not want to have it, and whether to ask what they said.
fn open_questions(asked: &Asked) -> (bool, bool) {
    let base = asked.receiver.copies(&asked.word, asked.goes, None);
    let is_open = asked.receiver.is_open(&asked.word, &base);
    (is_open, base.said == Preference::NotSaid && base.receives == Receives::Nothing)
}

/// What the family says about this person now, where that was asked.
pub fn said_now(asked: &Asked, read: &mut Read<'_>) -> Option<Preference> {
    let (which, said) = open_questions(asked);
    let mut now = None;
    if said {
        now = Preference::parse(read.typed.text("said"));
        if now.is_none() {
            read.problems.add("said", "Select what the family said");
        }
    }
    if which {
        let typed = read.typed.text("which");
        match which_choices(&asked.word).iter().any(|(code, _)| code == typed) {
            false => read.problems.add("which", "Select whether they are one of those, or none of these"),
            true if typed != NONE => now = Some(Preference::No),
            true => {}
        }
    }
    now
}

/// The day, or what is wrong with it.
pub fn sent_on(read: &mut Read<'_>, today: Date, finished_on: Date) -> Option<Date> {
    let day = read.past("sent_on", "The day they had it");
    match day.and_then(|day| day_problem(day, finished_on, today)) {
        Some(DayProblem::BeforeFinished) => {
            let message =
                format!("It was finished on {}. Enter that day or a later one", words::day(finished_on));
            read.problems.add_part("sent_on", "day", message);
        }
        _ if day.is_none() => read.problems.add_once("sent_on", Some("day"), "Enter the day they had it"),
        // The future was told by reading it.
        _ => {}
    }
    day
}

/// The decision to send against the family's word, or what it lacks.
pub fn decided(asked: &Asked, copies: &Copies, read: &mut Read<'_>) -> Option<(OverrideGround, Uuid)> {
    let because = read.long("because");
    let chosen =
        asked.managers.iter().find(|one| one.account.to_string() == read.typed.text("authorised_by"));
    let over = Override {
        member: asked.receiver.key.clone(),
        ground: OverrideGround::parse(read.typed.text("ground")),
        reason: because,
        authorised_by: chosen.map(|one| one.name.clone()).unwrap_or_default(),
    };
    for problem in over.check().err().unwrap_or_default() {
        match problem {
            OverrideProblem::Ground if copies.said == Preference::NotSaid => read.problems.add(
                "ground",
                "The family has not agreed. Ask them first, or select why it is sent all the same",
            ),
            OverrideProblem::Ground => read.problems.add("ground", problem.to_string()),
            OverrideProblem::Reason => read.problems.add_once("because", None, problem.to_string()),
            OverrideProblem::AuthorisedBy => {
                read.problems.add("authorised_by", "Select the manager who decided this")
            }
        }
    }
    over.ground.zip(chosen.map(|one| one.account))
}

/// The answer that they are none of those the family named.
const NONE: &str = "none";

fn which_choices(word: &Word) -> Vec<(String, String)> {
    let mut choices = word.kinds.clone();
    let named = word.written.iter().enumerate();
    choices.extend(named.map(|(place, written)| (format!("named-{place}"), format!("“{written}”"))));
    let said_no = word.said_no().map(|one| {
        let whose = if one.organisation.is_empty() { &one.role } else { &one.organisation };
        (format!("professional-{}", one.id), format!("{} ({whose})", one.name))
    });
    choices.extend(said_no);
    if word.is_unread() {
        choices.push(("unread".to_owned(), "Somebody named in what was written".to_owned()));
    }
    choices.push((NONE.to_owned(), "None of these".to_owned()));
    choices
}

/// What is asked about a copy, in order.
pub fn questions(asked: &Asked) -> Vec<Field> {
    let mut fields = Vec::new();
    if !asked.is_listed {
        fields.push(form::text("name", "Who had it?").hint("Their name, or what they are called"));
        fields.push(form::text("organisation", "Whom do they work for? (optional)"));
    }
    let (which, said) = open_questions(asked);
    if said {
        let choices = Preference::ALL.iter().map(|one| (one.code(), one.label()));
        fields.push(form::radios("said", "What did the family say about them?", choices));
    }
    if which {
        let label = "The family does not want these to have it. Are they one of them?";
        fields.push(form::people("which", label, which_choices(&asked.word)));
    }
    let received = [Receives::Plan, Receives::OwnActions].map(|one| (one.code(), one.label()));
    fields.push(form::radios("received", "What did they have?", received));
    fields.push(form::radios("how", "How?", How::ALL.iter().map(|one| (one.code(), one.label()))));
    let example = format!("It was finished on {}", words::day(asked.finished_on));
    fields.push(form::date("sent_on", "On which day?").hint(&example));
    fields
}

/// What is asked where it goes against the family's word.
pub fn over_questions(asked: &Asked) -> Vec<Field> {
    let managers = asked
        .managers
        .iter()
        .map(|one| (one.account.to_string(), format!("{}, {}", one.name, one.job_title)));
    vec![
        form::radios(
            "ground",
            "Why is it sent all the same?",
            OverrideGround::ALL.iter().map(|one| (one.code(), one.label())),
        ),
        form::area("because", "The reason in words")
            .hint("What happened, and what would happen otherwise. The family can read it unless that would put someone at risk"),
        form::one_of("authorised_by", "Which manager decided this?", managers.collect())
            .hint("Ask them first. The decision stands under their name"),
    ]
}
