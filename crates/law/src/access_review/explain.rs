//! Why a look was right: the tie of casework that links reader and person at that time.

use super::book::{Book, first_between};
use super::facts::{Holder, Post, Read, Seconds, Tie, TieKind};
use super::settings::{DAY, HOUR, Settings};
use crate::codes::code_enum;

code_enum! {
    /// What explains a look.
    pub enum Link {
        /// Allocated.
        Allocation = "allocation", "allocated to work with them";
        /// Named on a restriction or by a manager.
        Named = "named", "named by a manager";
        /// A task.
        Task = "task", "given a task about them";
        /// A request in hand.
        Request = "request", "had a request about them in hand";
        /// On duty, and a request about them was with the desk.
        Duty = "duty", "on duty while a request about them was with the desk";
        /// In the network.
        Network = "network", "in the team around the family";
        /// Invited to a meeting.
        Conference = "conference", "invited to a meeting about them";
        /// A rights request.
        RightsRequest = "rights_request", "answers a rights request of theirs";
        /// Audit.
        AuditSample = "audit_sample", "in the audit sample they were given";
        /// Open to the team.
        Team = "team", "open to their team";
        /// Business support of the team.
        BusinessSupport = "business_support", "business support of the team that works with them";
        /// Supervises who is linked.
        Supervisor = "supervisor", "supervises whoever works with them";
        /// Stood in for who is linked.
        Cover = "cover", "stood in for whoever works with them";
        /// A relative or somebody of the household of one they work with.
        Relative = "relative", "in the family or household of somebody they work with";
        /// Among those a search listed, while matching a request.
        Matching = "matching", "listed by a search while they matched a request";
        /// They began to work with them soon after.
        LedToWork = "led_to_work", "began to work with them soon after";
        /// They wrote something about them.
        Work = "work", "wrote down work with them";
        /// They stated a reason, and work followed.
        ReasonFollowed = "reason_followed", "stated a reason, and work followed";
    }
}

impl Link {
    /// Whether it is the officer's own work, and not only that of a team or of others.
    pub const fn is_personal(self) -> bool {
        !matches!(self, Self::Team | Self::BusinessSupport | Self::Relative | Self::Supervisor | Self::Duty)
    }
}

/// A look explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained {
    /// By what.
    pub link: Link,
    /// From when the record could say so: later than the look where work was written down afterwards.
    pub known: Seconds,
}

/// Looks for what explains a look. An emergency is explained like any other and queued all the same.
pub(super) fn explain(book: &Book, read: &Read, settings: &Settings) -> Option<Explained> {
    let ties = &book.ties[read.person as usize];
    by_tie(book, read, ties, settings)
        .or_else(|| by_relative(book, read, settings))
        .or_else(|| by_matching(book, read))
        .or_else(|| led_to_work(book, read, ties, settings))
        .or_else(|| by_work(book, read, settings))
}

fn by_tie(book: &Book, read: &Read, ties: &[Tie], settings: &Settings) -> Option<Explained> {
    let mut best: Option<Explained> = None;
    for tie in ties.iter().filter(|tie| tie.during.covers(read.at, 0, settings.after_end * DAY)) {
        if let Some((link, known)) = holds(book, read, tie) {
            let known = known.max(tie.recorded).max(read.at);
            if best.is_none_or(|found| (found.known, found.link) > (known, link)) {
                best = Some(Explained { link, known });
            }
        }
    }
    best
}

/// How the reader shares in a tie, and from when that was on record.
fn holds(book: &Book, read: &Read, tie: &Tie) -> Option<(Link, Seconds)> {
    const LATE: Seconds = 3 * DAY;
    let at = read.at;
    let reader = read.staff;
    match tie.holder {
        Holder::Staff(holder) if holder == reader => Some((link_of(tie.kind), at)),
        Holder::Staff(holder) => {
            if supervises(book, reader, holder, at) {
                return Some((Link::Supervisor, at));
            }
            let covers = book.covers[reader as usize]
                .iter()
                .find(|(of, during, _)| *of == holder && during.covers(at, DAY, LATE))?;
            Some((Link::Cover, covers.2))
        }
        Holder::Team(team) => {
            let post =
                book.teams[reader as usize].iter().find(|m| m.team == team && m.during.covers(at, DAY, LATE));
            match post {
                Some(membership) if membership.post == Post::BusinessSupport => {
                    Some((Link::BusinessSupport, at))
                }
                Some(_) if tie.kind == TieKind::Team => Some((Link::Team, at)),
                Some(_) => Some((link_of(tie.kind), at)),
                None => None,
            }
        }
        Holder::Duty => book.on_shift(reader, at).then_some((Link::Duty, at)),
    }
}

/// Directly, or through one manager between.
fn supervises(book: &Book, reader: u32, holder: u32, at: Seconds) -> bool {
    book.supervisors[holder as usize].iter().filter(|(_, during)| during.covers(at, 0, 0)).any(
        |(supervisor, _)| {
            *supervisor == reader
                || book.supervisors[*supervisor as usize]
                    .iter()
                    .any(|(above, during)| *above == reader && during.covers(at, 0, 0))
        },
    )
}

fn by_relative(book: &Book, read: &Read, settings: &Settings) -> Option<Explained> {
    book.relatives[read.person as usize].iter().find_map(|relative| {
        let ties = &book.ties[*relative as usize];
        let found = by_tie(book, read, ties, settings)?;
        Some(Explained { link: Link::Relative, known: found.known })
    })
}

/// Several of one name are opened before the right one is matched.
fn by_matching(book: &Book, read: &Read) -> Option<Explained> {
    let matched = first_between(&book.matches[read.staff as usize], read.at, read.at + 2 * HOUR)?;
    let searches = &book.searches[read.staff as usize];
    let after = searches.partition_point(|(at, _)| *at <= read.at);
    let listed = searches[..after].iter().rev().take(3).any(|(at, number)| {
        read.at - at <= HOUR && book.facts.searches[*number as usize].results.contains(&read.person)
    });
    listed.then_some(Explained { link: Link::Matching, known: matched })
}

fn led_to_work(book: &Book, read: &Read, ties: &[Tie], settings: &Settings) -> Option<Explained> {
    let soon =
        |tie: &&Tie| tie.during.from > read.at && tie.during.from - read.at <= settings.led_to_work * DAY;
    let known = ties
        .iter()
        .filter(soon)
        .filter(|tie| holds(book, read, tie).is_some())
        .map(|tie| tie.recorded.max(tie.during.from))
        .min()?;
    Some(Explained { link: Link::LedToWork, known })
}

fn by_work(book: &Book, read: &Read, settings: &Settings) -> Option<Explained> {
    let (from, to) = (read.at - settings.after_work * DAY, read.at + settings.followed_by_work * DAY);
    let worked = book.worked(read.staff, read.person, from, to)?;
    let link = if read.reason { Link::ReasonFollowed } else { Link::Work };
    Some(Explained { link, known: worked.max(read.at) })
}

const fn link_of(kind: TieKind) -> Link {
    match kind {
        TieKind::Allocation => Link::Allocation,
        TieKind::Team => Link::Team,
        TieKind::Request => Link::Request,
        TieKind::Task => Link::Task,
        TieKind::Network => Link::Network,
        TieKind::Conference => Link::Conference,
        TieKind::RightsRequest => Link::RightsRequest,
        TieKind::AuditSample => Link::AuditSample,
        TieKind::Named => Link::Named,
    }
}
