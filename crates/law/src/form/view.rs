//! One page of a form, ready for a template that maps each kind to a GOV.UK component.

use serde::Serialize;

use super::answers::Value;
use super::calculate;
use super::choices::{NOT_KNOWN, NOT_YET, Offer, offers};
use super::kind::{ADDRESS_PARTS, DATE_PARTS, Kind, Required};
use super::validate::Problem;
use super::visible::{Asked, Visible, revealed_by, visible_with};
use super::{Answers, Audience, Form, Question, Section, field_id};

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// Id of the section.
    pub id: String,
    /// Title of the form.
    pub form_title: String,
    /// Title of the page.
    pub title: String,
    /// The item: "Child 2", or a need such as "Housing", above the title. It never holds a name, so it may stand in a page's title.
    pub caption: Option<String>,
    /// Name of the item, for the page's body only.
    pub item_name: Option<String>,
    /// A paragraph under the title.
    pub intro: Option<String>,
    /// The only question of the page may be its heading.
    pub single: bool,
    /// Whether the page uploads files and its HTML form must say `multipart/form-data`.
    pub uploads: bool,
    /// Fields in order; those revealed by a choice stand under it.
    pub fields: Vec<FieldView>,
    /// The error summary: message and `#id` of the field.
    pub errors: Vec<ErrorView>,
}

/// A line of the error summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorView {
    /// What to do.
    pub text: String,
    /// `#` and the field's id.
    pub href: String,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldView {
    /// Its id in the page (`children-1-first_name`); for choices, the id of the first one.
    pub id: String,
    /// Its name when posted (`children.1.first_name`); a part adds `-day` or `-postcode`.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The GOV.UK component that shows it, such as `govukRadios`.
    pub component: &'static str,
    /// The question, with "(optional)" when it may be left.
    pub label: String,
    /// What helps to answer.
    pub hint: Option<String>,
    /// What was typed; empty for choices and parts.
    pub value: String,
    /// What was chosen.
    pub values: Vec<String>,
    /// Parts of a date or an address.
    pub parts: Vec<PartView>,
    /// Choices.
    pub options: Vec<OptionView>,
    /// Uploaded files.
    pub files: Vec<super::FileAnswer>,
    /// What to put right.
    pub error: Option<String>,
    /// A box for "I do not know" after a typed answer.
    pub not_known: Option<NotKnownView>,
    /// A box for "Not yet, because …" after any answer that may wait.
    pub not_yet: Option<NotYetView>,
    /// Shown, never typed: what is worked out. `value` has it in words, empty while it cannot be.
    pub read_only: bool,
    /// Whether the answer of the previous form of this kind may be copied.
    pub may_copy: bool,
    /// Whether the form can be sent without it.
    pub required: bool,
    /// How browsers and keyboards should treat it.
    pub attributes: Attributes,
}

/// How browsers and keyboards should treat a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attributes {
    /// What browsers may fill in.
    pub autocomplete: Option<String>,
    /// Which keyboard a phone shows.
    pub inputmode: Option<&'static str>,
    /// `type` of an `<input>`.
    pub input_type: &'static str,
    /// False for names and numbers, which are not misspelt.
    pub spellcheck: bool,
    /// Most characters. For a character count, not as `maxlength`, which would cut what people paste.
    pub max_length: usize,
    /// A GOV.UK width class, or empty.
    pub width: &'static str,
    /// Endings of the files that may be chosen, for a question that takes files. Casework takes recordings too.
    pub accept: &'static str,
}

const DOCUMENTS: &str = ".pdf,.docx,.odt,.png,.jpg,.jpeg";
const DOCUMENTS_AND_RECORDINGS: &str = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.mp3,.m4a,.ogg,.wav";

/// One part of a date or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// `day`, `postcode` …
    pub part: String,
    /// Its id.
    pub id: String,
    /// Its name when posted.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What was typed.
    pub value: String,
    /// Whether the error is in this part.
    pub error: bool,
    /// What browsers may fill in.
    pub autocomplete: Option<String>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// What is posted.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What helps to choose.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
    /// It cannot be chosen with others.
    pub exclusive: bool,
    /// Fields that appear under it.
    pub reveals: Vec<FieldView>,
}

/// A box for "I do not know".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotKnownView {
    /// Its id.
    pub id: String,
    /// Its name; it posts `yes`.
    pub name: String,
    /// What it says.
    pub label: String,
    /// Whether it is ticked.
    pub checked: bool,
}

/// A box for "Not yet, because …".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotYetView {
    /// Its id.
    pub id: String,
    /// Its name when posted.
    pub name: String,
    /// What it says.
    pub label: String,
    /// The reason.
    pub value: String,
    /// Whether the error is here and not in the answer.
    pub error: bool,
}

/// The page of `section` (for `item` of its group), filled with `answers` and `problems`.
pub fn view(
    form: &Form,
    section: &Section,
    item: Option<usize>,
    audience: Audience,
    answers: &Answers,
    problems: &[Problem],
) -> SectionView {
    let seen = visible_with(form, audience, answers, item.map(|item| (section, item)));
    let page = Page { form, section, item, audience, answers, problems, seen: &seen };
    let top = section.question.iter().filter(|question| revealed_by(section, question).is_none());
    let fields: Vec<FieldView> = top.filter_map(|question| page.field(question)).collect();
    let one = section.repeat.as_deref().zip(item);
    let error =
        |problem: &Problem| ErrorView { text: problem.message.clone(), href: format!("#{}", problem.field) };
    SectionView {
        id: section.id.to_string(),
        form_title: form.title.clone(),
        title: section.title_for(audience).to_owned(),
        caption: one.and_then(|(over, item)| form.caption(over, item)),
        item_name: one.map(|(over, item)| answers.item_name(form, over, item)),
        intro: section.intro_for(audience).map(str::to_owned),
        single: fields.len() == 1,
        uploads: fields.iter().any(|field| field.kind == Kind::File),
        fields,
        errors: problems.iter().map(error).collect(),
    }
}

struct Page<'a> {
    form: &'a Form,
    section: &'a Section,
    item: Option<usize>,
    audience: Audience,
    answers: &'a Answers,
    problems: &'a [Problem],
    seen: &'a Visible<'a>,
}

impl Page<'_> {
    /// The field of a question; `None` when it is not asked of this audience or in this case.
    fn field(&self, question: &Question) -> Option<FieldView> {
        let stands = |asked: &&Asked<'_>| {
            asked.section.id == self.section.id && asked.item == self.item && asked.question.id == question.id
        };
        let asked = self.seen.questions.iter().chain(&self.seen.waiting).find(stands)?;
        let name = asked.path();
        let id = field_id(&name);
        let answer = self.answers.get(&name);
        let problem = self.problems.iter().find(|problem| problem.path == name);
        let required = question.required_for(self.audience);
        let label = question.label_for(self.audience);
        let typed_or_unknown = required == Required::OrNotKnown && !question.kind.is_picked();
        Some(FieldView {
            kind: question.kind,
            component: component(question),
            label: if required == Required::No && question.kind != Kind::Calculated {
                format!("{label} (optional)")
            } else {
                label.to_owned()
            },
            hint: question.hint_for(self.audience).map(str::to_owned),
            value: match answer {
                Some(Value::Text(text)) if question.kind == Kind::Calculated => {
                    calculate::in_words(question, text)
                }
                Some(Value::Text(text)) if !question.kind.is_picked() => text.clone(),
                _ => String::new(),
            },
            values: match answer {
                Some(answer) if question.kind.is_picked() => answer.chosen().to_vec(),
                _ => Vec::new(),
            },
            parts: self.parts(question, &id, &name, answer, problem),
            options: self.options(asked, answer),
            files: match answer {
                Some(Value::Files(files)) => files.clone(),
                _ => Vec::new(),
            },
            error: problem.map(|problem| problem.message.clone()),
            not_known: typed_or_unknown.then(|| NotKnownView {
                id: format!("{id}-{NOT_KNOWN}"),
                name: format!("{name}-{NOT_KNOWN}"),
                label: "I do not know".to_owned(),
                checked: answer == Some(&Value::NotKnown),
            }),
            not_yet: (required == Required::OrNotYet).then(|| NotYetView {
                id: format!("{id}-{NOT_YET}"),
                name: format!("{name}-{NOT_YET}"),
                label: "Not yet, because".to_owned(),
                value: match answer {
                    Some(Value::NotYet(reason)) => reason.clone(),
                    _ => String::new(),
                },
                error: problem.is_some_and(|problem| problem.part == NOT_YET),
            }),
            read_only: question.kind == Kind::Calculated,
            may_copy: question.copy,
            required: required != Required::No,
            attributes: attributes(self.form, question),
            id,
            name,
        })
    }

    fn parts(
        &self,
        question: &Question,
        id: &str,
        name: &str,
        answer: Option<&Value>,
        problem: Option<&Problem>,
    ) -> Vec<PartView> {
        let birthday = question.autocomplete.as_deref() == Some("bday");
        let address = question.autocomplete.as_deref() == Some("street-address");
        let labelled: Vec<(&str, &str, Option<String>)> = match question.kind {
            Kind::Address => {
                ADDRESS_PARTS.map(|(p, label, auto)| (p, label, address.then(|| auto.to_owned()))).to_vec()
            }
            kind if kind.is_date() => DATE_PARTS
                .iter()
                .zip(["Day", "Month", "Year"])
                .map(|(part, label)| (*part, label, birthday.then(|| format!("bday-{part}"))))
                .collect(),
            _ => Vec::new(),
        };
        let view = |(part, label, autocomplete): (&str, &str, Option<String>)| PartView {
            part: part.to_owned(),
            id: format!("{id}-{part}"),
            name: format!("{name}-{part}"),
            label: label.to_owned(),
            value: answer.map_or("", |answer| answer.part(part)).to_owned(),
            // A problem with the whole date marks every box, as the Design System does.
            error: problem.is_some_and(|problem| {
                problem.part == part || (problem.part.is_empty() && part != "line2" && part != "county")
            }),
            autocomplete,
        };
        labelled.into_iter().map(view).collect()
    }

    fn options(&self, asked: &Asked<'_>, answer: Option<&Value>) -> Vec<OptionView> {
        let chosen = answer.map_or(&[][..], Value::chosen);
        let view = |offer: Offer| OptionView {
            checked: chosen.contains(&offer.value),
            reveals: offer
                .reveals
                .iter()
                .filter_map(|id| self.section.question.iter().find(|question| question.id == id.as_str()))
                .filter_map(|question| self.field(question))
                .collect(),
            value: offer.value,
            label: offer.label,
            hint: offer.hint,
            exclusive: offer.exclusive,
        };
        offers(self.form, asked, self.audience, &self.seen.kept).into_iter().map(view).collect()
    }
}

fn component(question: &Question) -> &'static str {
    match question.kind {
        Kind::Textarea => "govukCharacterCount",
        Kind::Date | Kind::DateOfBirth | Kind::DueDate => "govukDateInput",
        Kind::Radios | Kind::YesNo | Kind::YesNoUnknown | Kind::Scale => "govukRadios",
        Kind::Checkboxes => "govukCheckboxes",
        Kind::People if question.many => "govukCheckboxes",
        Kind::People => "govukRadios",
        Kind::Select => "govukSelect",
        Kind::Address => "govukFieldset",
        Kind::File => "govukFileUpload",
        Kind::Calculated => "govukInsetText",
        _ => "govukInput",
    }
}

fn attributes(form: &Form, question: &Question) -> Attributes {
    let kind = question.kind;
    let (input_type, inputmode, width) = match kind {
        Kind::Phone => ("tel", None, "govuk-input--width-20"),
        Kind::Email => ("email", None, ""),
        Kind::NhsNumber => ("text", Some("numeric"), "govuk-input--width-10"),
        Kind::Number => ("text", Some("numeric"), "govuk-input--width-3"),
        Kind::Date | Kind::DateOfBirth | Kind::DueDate => ("text", Some("numeric"), ""),
        Kind::Upn | Kind::Postcode => ("text", None, "govuk-input--width-10"),
        Kind::Time => ("text", None, "govuk-input--width-5"),
        _ => ("text", None, ""),
    };
    Attributes {
        autocomplete: question.autocomplete.clone(),
        inputmode,
        input_type,
        spellcheck: matches!(kind, Kind::Text | Kind::Textarea),
        max_length: question.max_length.unwrap_or(kind.usual_max_length()),
        width,
        accept: match kind {
            Kind::File if form.kind_of_record.is_casework() => DOCUMENTS_AND_RECORDINGS,
            Kind::File => DOCUMENTS,
            _ => "",
        },
    }
}
