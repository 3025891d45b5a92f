//! A council's pack: what ONE council promises and decides, as files its data protection officer can read.
//!
//! Reading a folder is the caller's work, because `law` has no input or output: pass the files to
//! [`Pack::from_files`]. Every mistake comes back with its file and line; a pack with a mistake is not a pack.

mod amount;
mod clocks;
mod council;
mod key;
mod notice;
mod notice_check;
mod problem;
mod read;
mod teams;
#[cfg(test)]
pub(crate) mod tests;

pub use amount::{Amount, Unit};
pub use clocks::{Clock, Clocks, NEEDED};
pub use council::{Contact, Council, Day, Emergency, OfficeHours, Phone};
pub use key::Key;
pub use notice::*;
pub use problem::{PackProblem, Problems};
pub use read::read;
pub use teams::{Route, Team, TeamKind, Teams};

use std::collections::BTreeMap;

use crate::form::Form;
use crate::involvement_rules::{self, InvolvementRules};

/// The form that the front door cannot do without.
pub const REQUEST_FORM: &str = "request-for-support";

/// Everything one council has written, read and found whole.
#[derive(Debug, Clone)]
pub struct Pack {
    /// `council.toml`.
    pub council: Council,
    /// `*.notice.toml`, in order of file name; at least one.
    pub notices: Vec<Notice>,
    /// `clocks.toml`.
    pub clocks: Clocks,
    /// `teams.toml`.
    pub teams: Teams,
    /// `services.toml`, or the defaults.
    pub services: InvolvementRules,
    /// `forms/*.toml`, by id.
    pub forms: BTreeMap<String, Form>,
    files: BTreeMap<String, String>,
}

impl Pack {
    /// Reads a pack from its files: path inside the pack (with `/`) and text.
    ///
    /// Prose (`*.md`, `*.txt`) and `letters/` are carried along unread.
    ///
    /// # Errors
    /// Every mistake found, in order of file and line.
    pub fn from_files<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Result<Pack, Vec<PackProblem>>
    where
        P: Into<String>,
        T: Into<String>,
    {
        let files: BTreeMap<String, String> =
            files.into_iter().map(|(path, text)| (path.into(), text.into().replace("\r\n", "\n"))).collect();
        let mut reading = Reading::default();
        for (path, text) in &files {
            reading.one(path, text);
        }
        reading.check(&files);
        reading.finish(files)
    }

    /// The notice the front door works under: the first one.
    pub fn notice(&self) -> &Notice {
        &self.notices[0]
    }

    /// The form `id`, if the council has it.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }

    /// The request for support; a pack without it does not load.
    pub fn request_form(&self) -> &Form {
        &self.forms[REQUEST_FORM]
    }

    /// The files as read, by path: what a `pack_version` stores.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// One text that is the same for the same pack, whatever order its files came in. Hash this.
    pub fn digest_input(&self) -> String {
        let mut all = String::from("kith pack 1\n");
        for (path, text) in &self.files {
            all.push_str(&format!("file {} {}\n{path}\n{text}\n", path.len(), text.len()));
        }
        all
    }
}

/// A pack half read.
#[derive(Default)]
struct Reading {
    council: Option<Council>,
    notices: Vec<(String, Notice)>,
    clocks: Option<Clocks>,
    teams: Option<Teams>,
    services: Option<InvolvementRules>,
    forms: Vec<(String, Form)>,
    problems: Vec<PackProblem>,
}

impl Reading {
    fn one(&mut self, path: &str, text: &str) {
        let outcome = match path {
            "council.toml" => read(path, text).map(|council| self.council = Some(council)),
            "clocks.toml" => read(path, text).map(|clocks| self.clocks = Some(clocks)),
            "teams.toml" => read(path, text).map(|teams| self.teams = Some(teams)),
            involvement_rules::FILE => read(path, text).map(|services| self.services = Some(services)),
            _ if path.ends_with(".notice.toml") && !path.contains('/') => {
                read(path, text).map(|notice| self.notices.push((path.to_owned(), notice)))
            }
            _ if path.starts_with("forms/") && path.ends_with(".toml") => {
                read(path, text).map(|form| self.forms.push((path.to_owned(), form)))
            }
            _ if path.ends_with(".md") || path.ends_with(".txt") || path.starts_with("letters/") => Ok(()),
            _ => Err(whole_file(
                path,
                "Kith does not know what this file is for",
                "a pack holds council.toml, clocks.toml, teams.toml, services.toml, *.notice.toml, forms/*.toml and letters/",
            )),
        };
        self.problems.extend(outcome.err());
    }

    fn check(&mut self, files: &BTreeMap<String, String>) {
        let text = |path: &str| files.get(path).map_or("", String::as_str);
        if let Some(council) = &self.council {
            let mut problems = Problems::of("council.toml", text("council.toml"));
            council.check(&mut problems);
            self.problems.extend(problems.into_found());
        }
        if let Some(clocks) = &self.clocks {
            let mut problems = Problems::of("clocks.toml", text("clocks.toml"));
            clocks.check(&mut problems);
            self.problems.extend(problems.into_found());
        }
        if let (Some(teams), false) = (&self.teams, self.notices.is_empty()) {
            let services: Vec<&str> =
                self.notices.iter().flat_map(|(_, n)| n.service.iter().map(|s| s.id.as_str())).collect();
            let mut problems = Problems::of("teams.toml", text("teams.toml"));
            teams.check(&services, &mut problems);
            self.problems.extend(problems.into_found());
        }
        if let Some(services) = &self.services {
            let mut problems = Problems::of(involvement_rules::FILE, text(involvement_rules::FILE));
            services.check(&mut problems);
            self.problems.extend(problems.into_found());
        }
        for (path, notice) in &self.notices {
            let mut problems = Problems::of(path, text(path));
            notice_check::check(notice, self.council.as_ref(), &mut problems);
            self.problems.extend(problems.into_found());
        }
        for (path, form) in &self.forms {
            let mut problems = Problems::of(path, text(path));
            crate::form::check::check(form, self.notices.first().map(|(_, notice)| notice), &mut problems);
            if path != &format!("forms/{}.toml", form.id) {
                problems.at(
                    &form.id,
                    format!("the form ‘{}’ is in {path}", form.id),
                    "name the file after the form",
                );
            }
            self.problems.extend(problems.into_found());
        }
    }

    fn finish(mut self, files: BTreeMap<String, String>) -> Result<Pack, Vec<PackProblem>> {
        for (path, written) in [
            ("council.toml", files.contains_key("council.toml")),
            ("clocks.toml", files.contains_key("clocks.toml")),
            ("teams.toml", files.contains_key("teams.toml")),
            ("early-help.notice.toml", files.keys().any(|path| path.ends_with(".notice.toml"))),
            ("forms/request-for-support.toml", files.contains_key("forms/request-for-support.toml")),
        ] {
            if !written {
                self.problems.push(whole_file(path, "this file is missing", "every pack has one"));
            }
        }
        self.problems.sort();
        if let Some((_, notice)) = self.notices.first() {
            self.forms.iter_mut().for_each(|(_, form)| crate::form::settle(form, notice));
        }
        match (self.council, self.clocks, self.teams, self.problems.is_empty()) {
            (Some(council), Some(clocks), Some(teams), true) => Ok(Pack {
                council,
                notices: self.notices.into_iter().map(|(_, notice)| notice).collect(),
                clocks,
                teams,
                services: self.services.unwrap_or_default(),
                forms: self.forms.into_iter().map(|(_, form)| (form.id.to_string(), form)).collect(),
                files,
            }),
            _ => Err(self.problems),
        }
    }
}

fn whole_file(path: &str, message: &str, instead: &str) -> PackProblem {
    let mut problems = Problems::of(path, "");
    problems.at_byte(0, message, instead);
    problems.into_found().remove(0)
}
