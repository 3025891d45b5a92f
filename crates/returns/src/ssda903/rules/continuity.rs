//! Do a child's episodes follow one another?

use super::{Rule, by_child, by_row};
use crate::ssda903::codes::{left_care, temporary};
use crate::ssda903::day::Day;
use crate::ssda903::tables::Episode;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "142",
        &["DEC", "REC"],
        "A new episode has started, but the previous episode has not ended.",
        |c, hit| {
            for (before, _) in c.now.dated().pairs() {
                if before.dec.blank() || before.rec.blank() {
                    hit.at(before);
                }
            }
        },
    ),
    by_row(
        "148",
        &["DEC", "REC"],
        "Date episode ceased and reason episode ceased must both be coded, or both left blank.",
        |c, hit| hit.each(c.now.episodes, |e| e.dec.given() != e.rec.given()),
    ),
    by_row(
        "353",
        &["DECOM"],
        "No episode submitted can start before 14 October 1991.",
        |c, hit| {
            const ACT: Day = Day::ymd(1991, 10, 14);
            hit.each(c.now.episodes, |e| e.decom < ACT);
        },
    ),
    by_row(
        "354",
        &["DECOM"],
        "Date episode ceased must be on or before the end of the current collection year.",
        |c, hit| hit.each(c.now.episodes, |e| e.decom > c.all.end),
    )
        .reading("Said of the end, meant of the start: the column is DECOM. Rule 385 is about the end."),
    by_row(
        "355",
        &["DECOM", "DEC"],
        "Episode appears to have lasted for less than 24 hours",
        |c, hit| hit.each(c.now.episodes, |e| e.decom == e.dec),
    ).query(),
    by_row(
        "356",
        &["DECOM"],
        "The date the episode ceased is before the date the same episode started.",
        |c, hit| hit.each(c.now.episodes, |e| e.dec < e.decom),
    ),
    by_child(
        "357",
        &["RNE"],
        "If this is the first episode ever for this child, reason for new episode must be S.  Check whether there is an episode immediately preceding this one, which has been left out.  If not the reason for new episode code must be amended to S.",
        |c, hit| {
            if let Some(first) = c.now.dated().first()
                && first.decom >= c.all.start
                && !is!(first.rne, "S")
            {
                hit.at(first);
            }
        },
    )
    .reading("A first episode that began in the year; one that began earlier may go on from last year's return."),
    by_row(
        "385",
        &["DEC"],
        "Date episode ceased must be on or before the end of the current collection year.",
        |c, hit| hit.each(c.now.episodes, |e| e.dec > c.all.end),
    ),
    by_child(
        "388",
        &["REC"],
        "Reason episode ceased is coded new episode begins, but there is no continuation episode.",
        |c, hit| {
            let episodes = c.now.dated();
            for (at, episode) in episodes.iter().enumerate() {
                let next = episodes.iter().nth(at + 1);
                let same_day = next.is_some_and(|next| next.decom == episode.dec);
                let wrong = if is!(episode.rec, "X1") { !same_day } else { episode.rec.given() && same_day };
                if wrong && (episode.dec.given() || next.is_none()) {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("X1 means that the next episode begins on the day this one ends; with any other reason none does."),
    by_child(
        "431",
        &["RNE", "DECOM"],
        "The reason for new episode is started to be looked after, but the previous episode ended on the same day.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if is!(episode.rne, "S") && episode.decom == before.dec {
                    hit.at(episode);
                }
            }
        },
    ),
    by_child(
        "432",
        &["RNE"],
        "The child ceased to be looked after at the end of the previous episode but the reason for the new episode is not started to be looked after.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if left_care(before.rec) && !is!(episode.rne, "S") {
                    hit.at(episode);
                }
            }
        },
    ),
    by_child(
        "433",
        &["RNE", "DECOM"],
        "The reason for new episode suggests that this is a continuation episode, but the episode does not start on the same day as the last episode finished.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                let continues = is!(episode.rne, "P" | "L" | "T" | "U" | "B");
                if continues && before.dec.valid() && before.dec != episode.decom {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("Where the episode before has no end, rule 142 says so."),
    by_child(
        "434",
        &["RNE", "LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
        "Reason for new episode is that child's legal status has changed but not the placement, but this is not reflected in the episode data.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if is!(episode.rne, "L") && (episode.ls == before.ls || !same_place(&before, &episode)) {
                    hit.at(episode);
                }
            }
        },
    ),
    by_child(
        "435",
        &["LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
        "Reason for new episode is that child’s placement has changed but not the legal status, but this is not reflected in the episode data recorded.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if is!(episode.rne, "P" | "B") && (episode.ls != before.ls || same_place(&before, &episode)) {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("P, and B: the placement changed and the carer did not."),
    by_child(
        "436",
        &["RNE", "LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
        "Reason for new episode is that both child’s placement and legal status have changed, but this is not reflected in the episode data.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if is!(episode.rne, "T" | "U") && (episode.ls == before.ls || same_place(&before, &episode)) {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("T, and U: the carer stayed the same."),
    by_child(
        "437",
        &["REC"],
        "Reason episode ceased is child has died or is aged 18 or over but there are further episodes.",
        |c, hit| {
            for (before, _) in c.now.dated().pairs() {
                if is!(before.rec, "E2" | "E15") {
                    hit.at(before);
                }
            }
        },
    ),
    by_child(
        "501",
        &["DECOM", "DEC"],
        "A new episode has started before the end date of the previous episode.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if episode.decom < before.dec {
                    hit.at(episode);
                }
            }
        },
    ),
    by_child(
        "504",
        &["CIN"],
        "The category of need code differs from that reported at start of current period of being looked after",
        |c, hit| {
            let mut start = None;
            let mut before: Option<crate::ssda903::child::Item<'_, Episode>> = None;
            for episode in c.now.dated().iter() {
                let goes_on = before.is_some_and(|before| is!(before.rec, "X1") && before.dec == episode.decom);
                if !goes_on {
                    start = Some(episode.cin);
                } else if start.is_some_and(|cin| cin != episode.cin) {
                    hit.at(episode);
                }
                before = Some(episode);
            }
        },
    ),
    by_child(
        "226",
        &["REASON_PLACE_CHANGE", "PLACE"],
        "Reason for placement change is not required for temporary placements.",
        |c, hit| {
            let episodes = c.now.dated();
            let mut before = None;
            for episode in episodes.iter() {
                let reason_before: bool = before.is_some_and(|before: Episode| before.reason_place_change.given());
                if temporary(episode.place) && (episode.reason_place_change.given() || reason_before) {
                    hit.at(episode);
                }
                before = Some(episode.row.clone());
            }
        },
    ),
    by_child(
        "225",
        &["REASON_PLACE_CHANGE"],
        "Reason for placement change must be recorded.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                let moved = is!(before.rec, "X1") && is!(episode.rne, "P" | "T" | "B" | "U");
                let lasting = !temporary(before.place) && !temporary(episode.place);
                if moved && lasting && before.reason_place_change.blank() {
                    hit.at(before);
                }
            }
        },
    )
    .reading("Asked of the episode that ended when the next begins with P, T, B or U and neither is a temporary placement."),
    by_child(
        "383",
        &["PLACE", "RNE", "PL_POST"],
        "A child in a temporary placement must subsequently return to his/her normal placement.",
        |c, hit| {
            let episodes = c.now.dated();
            for (usual, (away, back)) in episodes.iter().zip(episodes.pairs().skip(1)) {
                let returned = is!(back.rne, "P") && back.place == usual.place && back.pl_post == usual.pl_post;
                if temporary(away.place) && !returned {
                    hit.at(back);
                }
            }
        },
    ),
];

fn same_place(one: &Episode, other: &Episode) -> bool {
    one.place == other.place
        && one.pl_post == other.pl_post
        && one.urn == other.urn
        && one.place_provider == other.place_provider
}
