//! Which page to ask for next.

use std::collections::HashSet;
use std::fmt;

use super::page::Page;

/// Follows a feed from its first page to its last, and never for ever.
///
/// Ask for [`Pages::ask`], give the answer to [`Pages::take`], and go on until it says [`Step::Done`].
#[derive(Debug, Clone)]
pub struct Pages {
    ask: Option<u64>,
    most: u64,
    seen: HashSet<String>,
    without_id: u64,
    total_items: Option<u64>,
    changed: bool,
}

/// What to do after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Ask for this page.
    Ask(u64),
    /// That was all. Only if `whole` is true does a service that was not seen no longer exist: otherwise the feed ended
    /// before it said it would, gave fewer services than it counted, or counted anew while it was read: then a service may
    /// have slipped from one page to another unseen.
    Done {
        /// Whether everything that the feed counts was seen.
        whole: bool,
    },
}

/// Why a feed is not followed any further. What was read up to here may be used, but nothing is known of the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Another page than the one asked for: what was asked, what came.
    WrongPage(u64, u64),
    /// A page with nothing but services that were on earlier pages.
    Repeats(u64),
    /// More pages than are read of one feed.
    TooMany(u64),
    /// A page came after the last.
    Finished,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::WrongPage(asked, got) => write!(
                f,
                "asked for page {asked}, the feed gave page {got}: it does not understand `page`, or does not count from 1"
            ),
            Stop::Repeats(page) => {
                write!(
                    f,
                    "page {page} has only services that earlier pages had: the feed goes round in circles"
                )
            }
            Stop::TooMany(most) => {
                write!(f, "more than {most} pages: ask for larger pages (per_page), or the feed has no end")
            }
            Stop::Finished => write!(f, "a page after the last: begin again with the first"),
        }
    }
}

impl std::error::Error for Stop {}

impl Pages {
    /// A feed from its first page; at most `most` pages are followed.
    pub fn new(most: u64) -> Pages {
        Pages { ask: Some(1), most, seen: HashSet::new(), without_id: 0, total_items: None, changed: false }
    }

    /// The page to ask for, counted from 1; `None` after the last.
    pub fn ask(&self) -> Option<u64> {
        self.ask
    }

    /// Takes the page that was asked for.
    ///
    /// # Errors
    /// [`Stop`] if the feed cannot be followed; from then on there is nothing to ask.
    pub fn take(&mut self, page: &Page) -> Result<Step, Stop> {
        let asked = self.ask.take().ok_or(Stop::Finished)?;
        if let Some(number) = page.number.filter(|number| *number != asked) {
            return Err(Stop::WrongPage(asked, number));
        }
        self.changed |=
            matches!((self.total_items, page.total_items), (Some(before), Some(now)) if before != now);
        self.total_items = page.total_items.or(self.total_items);
        let before = self.seen.len();
        self.seen.extend(page.ids.iter().cloned());
        if asked > 1 && !page.ids.is_empty() && self.seen.len() == before {
            return Err(Stop::Repeats(asked));
        }
        self.without_id += page.entries.saturating_sub(page.ids.len()) as u64;
        let is_last = match (page.last, page.total_pages) {
            _ if page.entries == 0 => true,
            (_, Some(total)) if asked < total => false,
            (_, Some(_)) | (Some(true), None) => true,
            (Some(false), None) => false,
            // A feed that says nothing of its pages is asked until one comes empty.
            (None, None) => false,
        };
        if is_last {
            return Ok(Step::Done { whole: self.is_whole(page, asked) });
        }
        if asked >= self.most {
            return Err(Stop::TooMany(self.most));
        }
        self.ask = Some(asked + 1);
        Ok(Step::Ask(asked + 1))
    }

    fn is_whole(&self, page: &Page, asked: u64) -> bool {
        let ended_early = page.total_pages.is_some_and(|total| asked < total);
        // One that is on two pages is one.
        let seen = self.seen.len() as u64 + self.without_id;
        let too_few = self.total_items.is_some_and(|total| seen < total);
        let says_more = page.last == Some(false) && page.entries > 0;
        !ended_early && !too_few && !says_more && !self.changed
    }
}

#[cfg(test)]
mod tests;
