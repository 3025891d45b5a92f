//! Pairs that somebody has decided, as a file that training learns from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use link::blocking::Pairing;
use link::clusters::Union;
use link::people::People;
use link::training::Label;

use crate::named::{Named, NotNamed};
use crate::table::{CannotUse, headings, rows};

/// Labels as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    file: PathBuf,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: u64,
    left: Id,
    right: Id,
    same: bool,
}

/// A record as a label names it; the source may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Id {
    source: String,
    id: String,
}

impl Labels {
    /// Reads `unique_id_l,unique_id_r` and either `decision` (`same` or `different`, as in a file of decisions) or Splink's
    /// `clerical_match_score` (from 0.5 the same). `source_dataset_l` and `source_dataset_r` may say where the ids are from.
    ///
    /// # Errors
    /// [`CannotUse`], with the line.
    pub fn read(file: &Path) -> Result<Self, CannotUse> {
        let there = headings(file)?;
        let has = |name: &str| there.iter().any(|found| found == name);
        let answer =
            if has("decision") || !has("clerical_match_score") { "decision" } else { "clerical_match_score" };
        let written = rows(file, ["unique_id_l", "unique_id_r", answer])?;
        let sources = if has("source_dataset_l") || has("source_dataset_r") {
            rows(file, ["source_dataset_l", "source_dataset_r"])?
        } else {
            Vec::new()
        };
        let mut lines = Vec::with_capacity(written.len());
        for (at, (number, [left, right, answer])) in written.into_iter().enumerate() {
            let same = answered(&answer)
                .ok_or_else(|| CannotUse::new(file, format!("line {number} says “{answer}”: write `same` or `different`, or in a column `clerical_match_score` a number from 0 to 1")))?;
            let [of_left, of_right] = sources.get(at).map(|(_, both)| both.clone()).unwrap_or_default();
            let (left, right) = (Id { source: of_left, id: left }, Id { source: of_right, id: right });
            if left == right {
                return Err(CannotUse::new(
                    file,
                    format!("line {number} compares “{}” with itself", left.id),
                ));
            }
            lines.push(Line { number, left, right, same });
        }
        if lines.is_empty() {
            return Err(CannotUse::new(file, "it has no labels".into()));
        }
        Ok(Self { file: file.to_owned(), lines })
    }

    /// The pairs by their places, each once, and in words what could not be used.
    ///
    /// # Errors
    /// [`CannotUse`] where labels contradict one another, directly or by way of others, and where none is about these records.
    pub fn of(
        &self,
        people: &People,
        named: &Named,
        pairing: Pairing,
    ) -> Result<(Vec<Label>, Vec<String>), CannotUse> {
        let mut pairs: BTreeMap<(u32, u32), (u64, bool)> = BTreeMap::new();
        let (mut nobody, mut several, mut one_file) = (Vec::new(), Vec::new(), 0);
        for line in &self.lines {
            let found = [&line.left, &line.right]
                .map(|id| named.find(&id.source, &id.id).map_err(|why| (why, &id.id)));
            let (left, right) = match found {
                [Ok(left), Ok(right)] => (left.min(right), left.max(right)),
                [Err((NotNamed::Several, id)), _] | [_, Err((NotNamed::Several, id))] => {
                    several.push(id.as_str());
                    continue;
                }
                [Err((_, id)), _] | [_, Err((_, id))] => {
                    nobody.push(id.as_str());
                    continue;
                }
            };
            let file_of = |record: u32| people.datasets.get(record as usize);
            if pairing == Pairing::BetweenFiles && file_of(left) == file_of(right) {
                one_file += 1;
                continue;
            }
            if let Some((first, same)) = pairs.insert((left, right), (line.number, line.same))
                && same != line.same
            {
                let ids = format!("“{}” and “{}”", line.left.id, line.right.id);
                return Err(self.wrong(format!(
                    "lines {first} and {} say that {ids} are one person and that they are two. Keep one of them; nothing was learned",
                    line.number
                )));
            }
        }
        self.consistent(people, &pairs)?;
        let labels: Vec<Label> =
            pairs.into_iter().map(|((left, right), (_, same))| Label { left, right, same }).collect();
        let warnings = [
            about(&nobody, "is about a record that is not in these files", "are about records that are not in these files"),
            about(&several, "names an id that several files have, and no source", "name ids that several files have, and no source"),
            (one_file > 0).then(|| format!("{one_file} of the labels are about two records of one file, and only records of different files are compared: they were left aside")),
        ];
        let warnings: Vec<String> = warnings.into_iter().flatten().collect();
        if labels.is_empty() {
            return Err(self.wrong(format!("none of its labels can be used. {}", warnings.join(". "))));
        }
        Ok((labels, warnings))
    }

    /// No two records are two people that other labels make one.
    fn consistent(
        &self,
        people: &People,
        pairs: &BTreeMap<(u32, u32), (u64, bool)>,
    ) -> Result<(), CannotUse> {
        let mut one_person = Union::new(people.count());
        for ((left, right), _) in pairs.iter().filter(|(_, (_, same))| *same) {
            one_person.join(*left, *right);
        }
        for ((left, right), (line, _)) in pairs.iter().filter(|(_, (_, same))| !*same) {
            if one_person.root(*left) == one_person.root(*right) {
                let id = |record: u32| people.ids.get(record as usize);
                return Err(self.wrong(format!(
                    "line {line} says that “{}” and “{}” are two people, and by way of other lines they are one. Look at those again; nothing was learned",
                    id(*left),
                    id(*right)
                )));
            }
        }
        Ok(())
    }

    fn wrong(&self, why: String) -> CannotUse {
        CannotUse::new(&self.file, why)
    }
}

fn answered(answer: &str) -> Option<bool> {
    match answer {
        "same" => Some(true),
        "different" => Some(false),
        score => {
            score.parse().ok().filter(|score| (0.0..=1.0).contains(score)).map(|score: f64| score >= 0.5)
        }
    }
}

/// How many labels could not be used, and the first three ids.
fn about(ids: &[&str], one: &str, several: &str) -> Option<String> {
    let first: Vec<String> = ids.iter().take(3).map(|id| format!("“{id}”")).collect();
    let more = if ids.len() > 3 { " and others" } else { "" };
    match ids.len() {
        0 => None,
        1 => Some(format!("One of the labels {one} ({}), and was left aside", first[0])),
        count => {
            Some(format!("{count} of the labels {several} ({}{more}), and were left aside", first.join(", ")))
        }
    }
}
