//! A feed that somebody has saved as files: its pages, and whole services beside them.

use std::collections::HashSet;
use std::fmt;

use super::bytes::NotAFeed;
use super::page::{self, Page};
use super::pages::{Pages, Step, Stop};
use super::problem::Problem;
use crate::{Service, Status};

/// A file: its name, and what is in it.
pub type File = (String, Vec<u8>);

/// What was read from all files of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole {
    /// The services, each once, in the order of the pages.
    pub services: Vec<Service>,
    /// The identifiers of entries that could not be read: they are in the feed all the same.
    pub unread: Vec<String>,
    /// Whether everything the feed counts was seen: only then is a service that is not here gone.
    pub is_whole: bool,
    /// What is wrong, and in which file.
    pub problems: Vec<(String, Problem)>,
    /// How many more problems there were than are told.
    pub more_problems: usize,
    /// Identifiers that more than one entry has. The first of them counts.
    pub twice: Vec<String>,
}

impl Whole {
    /// Whether anything breaks the published schema.
    pub fn breaks_the_schema(&self) -> bool {
        use super::problem::Weight;
        self.more_problems > 0 || self.problems.iter().any(|(_, problem)| problem.weight >= Weight::Breaks)
    }
}

/// Why files are no feed. Nothing of them is to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFiles {
    /// No file at all.
    None,
    /// This file is no answer of a feed.
    File(String, NotAFeed),
    /// The entries of this file are not services: not one has a status.
    NotServices(String),
    /// The pages do not follow each other; the file where that shows.
    Pages(String, Stop),
    /// Whole services without a page that lists them, more than one.
    NoList,
}

impl fmt::Display for NotFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotFiles::None => {
                write!(
                    f,
                    "there is no file whose name ends in .json: save the answers of the feed's /services there"
                )
            }
            NotFiles::File(name, why) => write!(f, "{name}: {why}"),
            NotFiles::NotServices(name) => write!(
                f,
                "{name}: none of its entries has a `status` that the standard knows, and every service has one: save \
                 the answers of /services and /services/{{id}}, and no others"
            ),
            NotFiles::Pages(name, why) => write!(f, "{name}: {why}"),
            NotFiles::NoList => write!(
                f,
                "there are whole services, but no page of /services that lists them: without it nobody can tell \
                 which services are gone"
            ),
        }
    }
}

impl std::error::Error for NotFiles {}

/// Reads all files of a feed: one page, several, and whole services as `/services/{id}` gives them, which say more than
/// the pages that list them. One whole service alone is a feed of one that does not say it is all.
///
/// # Errors
/// [`NotFiles`] if one of them is something else, or the pages do not follow each other.
pub fn files(files: &[File]) -> Result<Whole, NotFiles> {
    let (mut pages, mut ones) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        match page::page(bytes) {
            Ok(page) => pages.push((name.clone(), page)),
            Err(no_page) => match page::service(bytes) {
                Ok(one) => ones.push((name.clone(), one)),
                Err(_) => return Err(NotFiles::File(name.clone(), no_page)),
            },
        }
    }
    if pages.is_empty() && ones.len() != 1 {
        return Err(if ones.is_empty() { NotFiles::None } else { NotFiles::NoList });
    }
    for (name, page) in &pages {
        are_services(name, &page.services, page.entries)?;
    }
    let mut whole = Whole { is_whole: follow(&mut pages)?, ..Whole::default() };
    let mut listed = HashSet::new();
    for (name, page) in pages {
        whole.tell(&name, &page.problems);
        whole.unread.extend(page.ids);
        for service in page.services {
            match listed.insert(service.id.clone()) {
                true => whole.services.push(service),
                false => whole.twice.push(service.id),
            }
        }
    }
    for (name, one) in ones {
        are_services(&name, one.service.as_slice(), 1)?;
        whole.tell(&name, &one.problems);
        let Some(service) = one.service else { continue };
        match whole.services.iter_mut().find(|listed| listed.id == service.id) {
            Some(listed) => *listed = service,
            None => whole.services.push(service),
        }
    }
    let read: HashSet<&String> = whole.services.iter().map(|service| &service.id).collect();
    whole.unread.retain(|id| !read.contains(id));
    Ok(whole)
}

/// Puts pages in their order and follows them; whether everything was seen.
fn follow(pages: &mut [(String, Page)]) -> Result<bool, NotFiles> {
    pages.sort_by(|(one, a), (other, b)| (a.number, one).cmp(&(b.number, other)));
    let mut following = Pages::new(pages.len().max(1) as u64);
    let mut is_whole = false;
    let count = pages.len();
    for (name, page) in pages.iter() {
        match following.take(page) {
            Ok(Step::Done { whole }) => is_whole = whole,
            // A page alone that says nothing of others is all there is.
            Ok(Step::Ask(_)) => {}
            Err(Stop::TooMany(_)) => is_whole = count == 1 && says_nothing_of_others(page),
            Err(stop) => return Err(NotFiles::Pages(name.clone(), stop)),
        }
    }
    Ok(is_whole)
}

fn says_nothing_of_others(page: &Page) -> bool {
    page.total_pages.is_none()
        && page.last != Some(false)
        && page.total_items.is_none_or(|total| total <= page.entries as u64)
}

fn are_services(name: &str, services: &[Service], entries: usize) -> Result<(), NotFiles> {
    let says_none = services.iter().all(|service| service.status == Status::NotStated);
    let is_something_else = entries > 0 && !services.is_empty() && says_none;
    if is_something_else { Err(NotFiles::NotServices(name.to_owned())) } else { Ok(()) }
}

impl Whole {
    fn tell(&mut self, name: &str, problems: &super::Problems) {
        self.problems.extend(problems.found().iter().map(|problem| (name.to_owned(), problem.clone())));
        self.more_problems += problems.more();
    }
}

#[cfg(test)]
mod tests;
