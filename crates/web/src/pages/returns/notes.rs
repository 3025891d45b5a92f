//! `/returns/notes`: notes on the queries of a report, for the analyst to keep beside the return. They go into the page and out of it, and nowhere else.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use returns::report::notes::Notes;
use returns::report::{OfRule, YearOnYear};
use returns::rule::Kind;

use super::handed_in::Checked;
use super::{WHO, download};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};

/// The fields of the form: what stands before the first `|` of a name, then the rule, then a child.
mod field {
    /// `return|8585Q`: why the rule's findings are right throughout the return.
    pub const RETURN: &str = "return";
    /// `sentence|8670Q`: the Department's own sentence, in place of that.
    pub const SENTENCE: &str = "sentence";
    /// `child|8585Q|K000000012`: why it is right of one child.
    pub const CHILD: &str = "child";
    /// `other|8585Q`, the number of a child who is not listed, with `why|8585Q`.
    pub const OTHER: &str = "other";
    pub const WHY: &str = "why";
    /// The notes that were handed in, as their file has them.
    pub const HANDED_IN: &str = "handed_in";
    /// What the file is called.
    pub const NAME: &str = "name";
}

/// What the report's page needs to ask for notes.
pub fn form(checked: &Checked) -> Value {
    let Checked { report, notes, notes_name, .. } = checked;
    let of_rule =
        |it: &OfRule| (it.code, (it.kind == Kind::Query).then(|| asked(notes, it.code, it.fixed_note)));
    // A figure that the Department has no check of is shown, and nobody has to confirm it.
    let confirmable = |it: &&YearOnYear| it.fixed_note.is_some() && it.appears();
    let unconfirmed = report.year_on_year.iter().filter(confirmable);
    let of_check = |it: &YearOnYear| {
        context! { code => it.code, what => it.what, note => asked(notes, it.code, it.fixed_note) }
    };
    context! {
        handed_in => notes.text(),
        name => notes_name.as_str(),
        of_rule => report.rules.iter().map(of_rule).collect::<BTreeMap<_, _>>(),
        any => report.rules.iter().any(|it| it.kind == Kind::Query) || report.year_on_year.iter().any(|it| confirmable(&it)),
        of_check => unconfirmed.map(of_check).collect::<Vec<_>>(),
    }
}

/// One rule: the note on the whole return, and those on children. The Department's sentence is a box to tick, not words to change.
fn asked(notes: &Notes, code: &str, sentence: Option<&str>) -> Value {
    let note = notes.on_return(code);
    let ticked = note.is_some() && note == sentence;
    let children = notes.on_children(code).map(|(child, words)| (child.to_owned(), words.to_owned()));
    context! {
        words => note.filter(|_| !ticked).unwrap_or_default(),
        sentence,
        ticked,
        children => children.collect::<BTreeMap<_, _>>(),
    }
}

/// `POST /returns/notes`: the notes that were handed in and those that were written, as one file.
pub async fn save(Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let handed_in = plain_lines(fields.text(field::HANDED_IN));
    let mut notes = Notes::read(&handed_in).map_err(|_| Error::Unreadable)?;
    write(&mut notes, &fields);
    let name = fields.some(field::NAME).unwrap_or("return.notes.toml");
    download(notes.text().into_bytes(), "application/toml", name)
}

/// Writes what was typed. A field that was emptied takes its note away; what has no field on the page stays.
fn write(notes: &mut Notes, fields: &Fields) {
    let of = |kind: &'static str| {
        fields.pairs().filter_map(move |(name, value)| {
            let (found, rule) = name.split_once('|')?;
            (found == kind).then(|| (rule, plain_lines(value)))
        })
    };
    for (rule, words) in of(field::RETURN) {
        notes.write(rule, None, &words);
    }
    for (rule, sentence) in of(field::SENTENCE) {
        notes.write(rule, None, &sentence);
    }
    for (rule, words) in of(field::CHILD) {
        if let Some((rule, child)) = rule.split_once('|') {
            notes.write(rule, Some(child), &words);
        }
    }
    for (rule, child) in of(field::OTHER).filter(|(_, child)| !child.trim().is_empty()) {
        let why = fields.text(&format!("{}|{rule}", field::WHY));
        if !why.is_empty() {
            notes.write(rule, Some(child.trim()), &plain_lines(why));
        }
    }
}

/// Browsers send the ends of lines as two characters.
fn plain_lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn what_was_handed_in_stays_unless_its_field_was_emptied() {
        let mut notes = Notes::default();
        notes.write("8585Q", None, "Seen");
        notes.write("8585Q", Some("K1"), "One\ntwo");
        notes.write("2889Q", Some("K|2"), "Kept");
        notes.write("9999", None, "Of a rule that found nothing");
        write(
            &mut notes,
            &typed(&[
                ("return|8585Q", ""),
                ("child|8585Q|K1", "One\r\ntwo"),
                ("child|2889Q|K|2", " Changed "),
                ("return|8670Q", "My own words"),
                ("sentence|8670Q", "8670Q: All records"),
                ("other|8585Q", " K9 "),
                ("why|8585Q", "Not listed"),
                ("other|2889Q", "K8"),
                ("why|2889Q", ""),
            ]),
        );
        assert_eq!(notes.on_return("8585Q"), None);
        assert_eq!(notes.on("8585Q", Some("K1")), Some("One\ntwo"));
        assert_eq!(notes.on("2889Q", Some("K|2")), Some("Changed"));
        assert_eq!(notes.on_return("9999"), Some("Of a rule that found nothing"));
        assert_eq!(notes.on_return("8670Q"), Some("8670Q: All records"));
        assert_eq!(notes.on("8585Q", Some("K9")), Some("Not listed"));
        assert_eq!(notes.on("2889Q", Some("K8")), None);
    }
}
