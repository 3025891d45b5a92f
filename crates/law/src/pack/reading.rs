//! Reading a council's folder file by file, so that every mistake of every file is told at once.

use std::collections::BTreeMap;

use super::not_ours::{self, NotOurs};
use super::{
    Clocks, Council, Notice, Pack, PackProblem, Problems, Severity, Teams, Translation, check, lint, read,
};
use crate::form::Form;
use crate::involvement_rules::{self, InvolvementRules};

/// What can be read of a council's folder, with everything that is wrong or doubtful. Enough to compute retention from; a
/// [`Pack`] is also whole enough to serve.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// `council.toml`.
    pub council: Option<Council>,
    /// `*.notice.toml` by path, in order of file name.
    pub notices: Vec<(String, Notice)>,
    /// `not-ours.toml`.
    pub not_ours: Option<NotOurs>,
    /// Everything found, in order of file and line.
    pub problems: Vec<PackProblem>,
    clocks: Option<Clocks>,
    teams: Option<Teams>,
    services: Option<InvolvementRules>,
    forms: Vec<(String, Form)>,
    /// `translations/*.toml` by path.
    pub translations: Vec<(String, Translation)>,
    files: BTreeMap<String, String>,
}

/// The council's directory of services, as Open Referral UK. It stands in the folder and is no part of the pack: it says
/// nothing that a record could be stamped with, and it changes every week.
pub(super) const DIRECTORY: &str = "services.json";

/// The newest shape of a pack that this Kith understands: `format` in `council.toml`.
pub(super) const FORMAT: u32 = 1;

impl Checked {
    /// Reads and checks a folder: path inside it (with `/`) and text.
    pub fn from_files<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Checked
    where
        P: Into<String>,
        T: Into<String>,
    {
        let files: BTreeMap<String, String> = files
            .into_iter()
            .map(|(path, text)| (path.into(), text.into().replace("\r\n", "\n")))
            .filter(|(path, _)| path != DIRECTORY)
            .collect();
        let mut reading = Checked { files, ..Checked::default() };
        for (path, text) in reading.files.clone() {
            reading.one(&path, &text);
        }
        reading.check();
        reading.problems.sort();
        reading
    }

    /// The text of a file, or nothing.
    pub fn text(&self, path: &str) -> &str {
        self.files.get(path).map_or("", String::as_str)
    }

    /// Whether anything is wrong, and not only doubtful.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// What is missing before the pack can serve. A folder with a notice alone can be checked and computed from.
    pub fn missing_to_serve(&self) -> Vec<PackProblem> {
        let wanted = [
            ("council.toml", self.files.contains_key("council.toml")),
            ("clocks.toml", self.files.contains_key("clocks.toml")),
            ("teams.toml", self.files.contains_key("teams.toml")),
            ("early-help.notice.toml", self.files.keys().any(|path| path.ends_with(".notice.toml"))),
            ("forms/request-for-support.toml", self.files.contains_key("forms/request-for-support.toml")),
        ];
        let missing = wanted.into_iter().filter(|(_, written)| !written);
        let mut problems: Vec<PackProblem> =
            missing.map(|(path, _)| whole_file(path, "this file is missing", "every pack has one")).collect();
        if let Some(council) = &self.council {
            let mut in_council = Problems::of("council.toml", self.text("council.toml"));
            council.check_serves(&mut in_council);
            problems.extend(in_council.into_found());
        }
        problems
    }

    /// The pack, if it is whole and without mistakes.
    pub(super) fn into_pack(mut self) -> Result<Pack, Vec<PackProblem>> {
        self.problems.extend(self.missing_to_serve());
        self.problems.sort();
        if let Some((_, notice)) = self.notices.first() {
            self.forms.iter_mut().for_each(|(_, form)| crate::form::settle(form, notice));
        }
        let has_errors = self.has_errors();
        match (self.council, self.clocks, self.teams) {
            (Some(council), Some(clocks), Some(teams)) if !has_errors => Ok(Pack {
                council,
                notices: self.notices.into_iter().map(|(_, notice)| notice).collect(),
                clocks,
                teams,
                services: self.services.unwrap_or_default(),
                forms: self.forms.into_iter().map(|(_, form)| (form.id.to_string(), form)).collect(),
                translations: self.translations.into_iter().map(|(_, one)| one).collect(),
                warnings: self.problems,
                files: self.files,
            }),
            _ => {
                Err(self.problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect())
            }
        }
    }

    fn one(&mut self, path: &str, text: &str) {
        let outcome = match path {
            "council.toml" => read(path, text).map(|council| self.council = Some(council)),
            "clocks.toml" => read(path, text).map(|clocks| self.clocks = Some(clocks)),
            "teams.toml" => read(path, text).map(|teams| self.teams = Some(teams)),
            not_ours::FILE => read(path, text).map(|listed| self.not_ours = Some(listed)),
            involvement_rules::FILE => read(path, text).map(|services| self.services = Some(services)),
            _ if path.ends_with(".notice.toml") && !path.contains('/') => {
                read(path, text).map(|notice| self.notices.push((path.to_owned(), notice)))
            }
            _ if path.starts_with("forms/") && path.ends_with(".toml") => {
                read(path, text).map(|form| self.forms.push((path.to_owned(), form)))
            }
            _ if path.starts_with("translations/") && path.ends_with(".toml") => {
                read(path, text).map(|translation| self.translations.push((path.to_owned(), translation)))
            }
            _ if path.ends_with(".md") || path.ends_with(".txt") || path.starts_with("letters/") => Ok(()),
            _ => Err(whole_file(
                path,
                "Kith does not know what this file is for",
                "a pack holds council.toml, clocks.toml, teams.toml, services.toml, not-ours.toml, *.notice.toml, \
                 forms/*.toml, translations/*.toml and letters/",
            )),
        };
        self.problems.extend(outcome.err());
    }

    fn check(&mut self) {
        let mut found = Vec::new();
        let mut of = |path: &str, look: &dyn Fn(&mut Problems<'_>)| {
            let mut problems = Problems::of(path, self.text(path));
            look(&mut problems);
            found.extend(problems.into_found());
        };
        if let Some(council) = &self.council {
            of("council.toml", &|problems| council.check(problems));
        }
        if let Some(clocks) = &self.clocks {
            of("clocks.toml", &|problems| clocks.check(problems));
        }
        if let (Some(teams), false) = (&self.teams, self.notices.is_empty()) {
            let services: Vec<&str> =
                self.notices.iter().flat_map(|(_, n)| n.service.iter().map(|s| s.id.as_str())).collect();
            of("teams.toml", &|problems| teams.check(&services, problems));
        }
        if let Some(services) = &self.services {
            of(involvement_rules::FILE, &|problems| services.check(problems));
        }
        if let Some(listed) = &self.not_ours {
            of(not_ours::FILE, &|problems| listed.check(problems));
        }
        for (path, notice) in &self.notices {
            of(path, &|problems| {
                check::check(notice, self.council.as_ref(), problems);
                lint::lint(notice, problems);
            });
        }
        for (path, form) in &self.forms {
            of(path, &|problems| {
                crate::form::check::check(form, self.notices.first().map(|(_, notice)| notice), problems);
                if path != &format!("forms/{}.toml", form.id) {
                    let message = format!("the form ‘{}’ is in {path}", form.id);
                    problems.at(&form.id, message, "name the file after the form");
                }
            });
        }
        for (path, translation) in &self.translations {
            let notices: Vec<&Notice> = self.notices.iter().map(|(_, notice)| notice).collect();
            of(path, &|problems| translation.check(path, self.council.as_ref(), &notices, problems));
        }
        self.problems.extend(found);
    }
}

fn whole_file(path: &str, message: &str, instead: &str) -> PackProblem {
    let mut problems = Problems::of(path, "");
    problems.at_byte(0, message, instead);
    problems.into_found().remove(0)
}
