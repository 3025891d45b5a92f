//! What a council writes in `forms/*.toml`: sections, questions, options, conditions.

use serde::{Deserialize, Serialize};

use super::calculate::Calculate;
use super::kind::{Kind, Required};
use super::kind_of_record::KindOfRecord;
use super::need::Need;
use super::reader::Reader;
use super::subject::Subject;
use crate::pack::Key;

/// A form as the council wrote it. A filled form stays with the version it was filled in.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The form's id, which is also its file name.
    pub id: Key,
    /// Counts up by one with each change.
    pub version: u32,
    /// Title shown above every page.
    pub title: String,
    /// What a filled form is on the record; left out, a request for support.
    #[serde(default)]
    pub kind_of_record: KindOfRecord,
    /// Classification of every question that does not say otherwise.
    pub classification: Classification,
    /// Things there may be several of, such as children.
    #[serde(default)]
    pub group: Vec<Group>,
    /// Headings under which needs are looked at, for sections asked once for each.
    #[serde(default)]
    pub need: Vec<Need>,
    /// Pages, in order.
    pub section: Vec<Section>,
    /// The people one record is about: never written in the file, see [`Form::about`].
    #[serde(skip)]
    pub subjects: Vec<Subject>,
}

/// Who is filling the form in. One request for support serves the first three, so that everybody is asked the
/// same questions; a casework form is filled in by workers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// A parent, carer, young person, relative, friend or neighbour.
    Public,
    /// Somebody who works with the family.
    Professional,
    /// A duty officer writing down a call, a letter or an email.
    Desk,
    /// An officer or a lead practitioner of another organisation, in casework.
    Worker,
}

impl Audience {
    /// All four.
    pub const ALL: [Audience; 4] =
        [Audience::Public, Audience::Professional, Audience::Desk, Audience::Worker];

    /// As forms write it.
    pub const fn word(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Professional => "professional",
            Audience::Desk => "desk",
            Audience::Worker => "worker",
        }
    }
}

/// What an answer is in the notice's terms. Each part left out is taken from the section, then the form.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// Category of the notice.
    #[serde(default)]
    pub category: Option<Key>,
    /// Purpose of the notice.
    #[serde(default)]
    pub purpose: Option<Key>,
    /// Retention class of the notice.
    #[serde(default)]
    pub retention: Option<Key>,
    /// True for answers that could put somebody in danger or that the law protects specially. A category
    /// the law protects makes this true by itself.
    #[serde(default)]
    pub sensitive: Option<bool>,
}

/// Something there may be several of. Its sections are asked once for each.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The group's id, which begins the path of its answers: `children.1.first_name`.
    pub id: Key,
    /// One of them: "child".
    pub singular: String,
    /// Several: "children".
    pub plural: String,
    /// Fewest that may be given.
    #[serde(default)]
    pub min: usize,
    /// Most that may be given.
    pub max: usize,
    /// Questions whose answers name an item, such as first and last name.
    pub named_by: Vec<Key>,
    /// Audiences asked at all; left out means everybody.
    #[serde(default)]
    pub audience: Vec<Audience>,
}

/// One page of questions.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The section's id, which is part of its address.
    pub id: Key,
    /// Title of the page.
    pub title: String,
    /// A short paragraph under the title.
    #[serde(default)]
    pub intro: Option<String>,
    /// What it is asked for, once each: a group of the form, or one of [`super::EACH`]. Of the two spellings `each` reads
    /// better with people and needs.
    #[serde(default, alias = "each")]
    pub repeat: Option<Key>,
    /// Audiences that see it; left out means everybody.
    #[serde(default)]
    pub audience: Vec<Audience>,
    /// Readers of the finished record who are not shown its answers.
    #[serde(default)]
    pub not_for: Vec<Reader>,
    /// All of these must hold for the page to be asked.
    #[serde(default)]
    pub show_when: Vec<Condition>,
    /// Classification of its questions.
    #[serde(default)]
    pub classification: Classification,
    /// Other words for one audience.
    #[serde(default)]
    pub wording: Vec<Wording>,
    /// The questions.
    pub question: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question's id: unique in the form, or in its group.
    pub id: Key,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    #[serde(default)]
    pub hint: Option<String>,
    /// What the answer is called in messages and summaries, such as "first name"; left out, the label.
    #[serde(default)]
    pub short: Option<String>,
    /// What is said when a required answer is missing: "Enter the child's first name".
    #[serde(default)]
    pub missing: Option<String>,
    /// Whether the form can be sent without it.
    #[serde(default)]
    pub required: Required,
    /// Audiences for whom `required` holds; left out means everybody.
    #[serde(default)]
    pub required_for: Vec<Audience>,
    /// Audiences that see it; left out means everybody.
    #[serde(default)]
    pub audience: Vec<Audience>,
    /// All of these must hold for it to be asked. They look at earlier pages; on the same page use `reveals`.
    #[serde(default)]
    pub show_when: Vec<Condition>,
    /// Other words for one audience.
    #[serde(default)]
    pub wording: Vec<Wording>,
    /// Choices of radios, checkboxes and select.
    #[serde(default)]
    pub option: Vec<Choice>,
    /// A code set that gives the choices instead of `option`.
    #[serde(default)]
    pub codes: Option<Key>,
    /// For `people`: groups that can be picked from.
    #[serde(default)]
    pub pick_from: Vec<Key>,
    /// For `people`: whether more than one may be picked.
    #[serde(default)]
    pub many: bool,
    /// For `date`: which days make sense.
    #[serde(default)]
    pub days: Days,
    /// Most characters; left out, what is usual for the kind.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// What browsers may fill in, from the HTML standard's list.
    #[serde(default)]
    pub autocomplete: Option<String>,
    /// Classification of this answer.
    #[serde(default)]
    pub classification: Classification,
    /// The typed column that keeps the answer; every answer without one is sealed.
    #[serde(default)]
    pub typed: Option<Key>,
    /// For `calculated`: what it is worked out from.
    #[serde(default)]
    pub calculate: Option<Calculate>,
    /// What is known already and stands in the answer when the form is begun: one of [`super::prefill::NAMES`].
    #[serde(default)]
    pub prefill: Option<Key>,
    /// Whether the answer of the previous form of the same kind may be copied.
    #[serde(default)]
    pub copy: bool,
    /// Readers of the finished record who are not shown the answer, besides those of its section.
    #[serde(default)]
    pub not_for: Vec<Reader>,
}

/// One choice.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: Key,
    /// What is shown.
    pub label: String,
    /// What helps to choose it.
    #[serde(default)]
    pub hint: Option<String>,
    /// Questions on the same page that appear under it when it is chosen.
    #[serde(default)]
    pub reveals: Vec<Key>,
    /// True for "none of these": it cannot be chosen with others.
    #[serde(default)]
    pub exclusive: bool,
    /// Offered only from the second item of a group on: "the same address as the first child".
    #[serde(default)]
    pub after_first: bool,
    /// The code it has in a national return.
    #[serde(default)]
    pub code: Option<String>,
    /// Choosing it makes the rest of a public form the one for this audience.
    #[serde(default)]
    pub becomes: Option<Audience>,
    /// Audiences that see it; left out means everybody.
    #[serde(default)]
    pub audience: Vec<Audience>,
    /// Other words for one audience.
    #[serde(default)]
    pub wording: Vec<Wording>,
}

/// A condition on an earlier answer. Exactly one of `is`, `is_not`, `answered` is given.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// An earlier question: `who`; inside a group, one of the same item; from outside, `children.born` means
    /// any child's.
    pub question: Key,
    /// Holds when one of these was chosen or written.
    #[serde(default)]
    pub is: Vec<Key>,
    /// Holds when none of these was chosen or written; also when it was not answered or not asked.
    #[serde(default)]
    pub is_not: Vec<Key>,
    /// Holds when it was answered (true) or not (false).
    #[serde(default)]
    pub answered: Option<bool>,
}

/// Other words for one audience.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Whose words these are.
    pub audience: Audience,
    /// Instead of the label or title.
    #[serde(default)]
    pub label: Option<String>,
    /// Instead of the hint or introduction.
    #[serde(default)]
    pub hint: Option<String>,
    /// Instead of the message for a missing answer.
    #[serde(default)]
    pub missing: Option<String>,
}

/// Which days a `date` may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Days {
    /// Any real day.
    #[default]
    Any,
    /// Today or earlier.
    Past,
    /// Today or later.
    Future,
}

impl Form {
    /// The section `id`.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.section.iter().find(|section| section.id == *id)
    }

    /// The group `id`.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.group.iter().find(|group| group.id == *id)
    }

    /// The question `id` of a group, or outside groups, with its section.
    pub fn question(&self, group: Option<&str>, id: &str) -> Option<(&Section, &Question)> {
        self.section
            .iter()
            .filter(|section| section.repeat.as_deref() == group)
            .flat_map(|section| section.question.iter().map(move |question| (section, question)))
            .find(|(_, question)| question.id == *id)
    }

    /// Whose form it has become: a public form turns into a professional's when an answer says so.
    pub fn audience_for(&self, started_as: Audience, answers: &super::Answers) -> Audience {
        if matches!(started_as, Audience::Desk | Audience::Worker) {
            return started_as;
        }
        let outside = self.section.iter().filter(|section| section.repeat.is_none());
        for question in outside.flat_map(|section| &section.question) {
            let chosen = |choice: &&Choice| answers.is_chosen(&question.id, &choice.value);
            if let Some(audience) = question.option.iter().find(chosen).and_then(|choice| choice.becomes) {
                return audience;
            }
        }
        started_as
    }
}

/// Whether a list of audiences lets `audience` in; an empty list lets everybody in.
pub(crate) fn is_for(audiences: &[Audience], audience: Audience) -> bool {
    audiences.is_empty() || audiences.contains(&audience)
}

/// The words one audience reads.
pub(super) fn worded<'a>(
    wording: &'a [Wording],
    audience: Audience,
    pick: impl Fn(&'a Wording) -> Option<&'a String>,
    otherwise: Option<&'a String>,
) -> Option<&'a str> {
    let own = wording.iter().find(|words| words.audience == audience).and_then(pick);
    own.or(otherwise).map(String::as_str)
}

impl Section {
    /// Its title, as this audience reads it.
    pub fn title_for(&self, audience: Audience) -> &str {
        worded(&self.wording, audience, |w| w.label.as_ref(), Some(&self.title)).unwrap_or_default()
    }

    /// Its introduction, as this audience reads it.
    pub fn intro_for(&self, audience: Audience) -> Option<&str> {
        worded(&self.wording, audience, |w| w.hint.as_ref(), self.intro.as_ref())
    }
}

impl Question {
    /// The question, as this audience reads it.
    pub fn label_for(&self, audience: Audience) -> &str {
        worded(&self.wording, audience, |w| w.label.as_ref(), Some(&self.label)).unwrap_or_default()
    }

    /// Its hint, as this audience reads it.
    pub fn hint_for(&self, audience: Audience) -> Option<&str> {
        worded(&self.wording, audience, |w| w.hint.as_ref(), self.hint.as_ref())
    }

    /// Whether this audience must answer, may say "I do not know", or may leave it.
    pub fn required_for(&self, audience: Audience) -> Required {
        if is_for(&self.required_for, audience) { self.required } else { Required::No }
    }

    /// The choice with this value.
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.option.iter().find(|choice| choice.value == *value)
    }
}

impl Choice {
    /// What this audience reads.
    pub fn label_for(&self, audience: Audience) -> &str {
        worded(&self.wording, audience, |w| w.label.as_ref(), Some(&self.label)).unwrap_or_default()
    }

    /// Its hint, as this audience reads it.
    pub fn hint_for(&self, audience: Audience) -> Option<&str> {
        worded(&self.wording, audience, |w| w.hint.as_ref(), self.hint.as_ref())
    }
}

impl Group {
    /// "Child 2"; the name is [`super::Answers::item_name`].
    pub fn numbered(&self, item: usize) -> String {
        let mut letters = self.singular.chars();
        match letters.next() {
            Some(first) => format!("{}{} {item}", first.to_uppercase(), letters.as_str()),
            None => item.to_string(),
        }
    }
}
