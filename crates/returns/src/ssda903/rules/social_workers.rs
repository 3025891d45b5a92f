//! Social workers, since 2023-24.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::{Child, Item, short_break};
use crate::ssda903::codes::left_care;
use crate::ssda903::day::Day;
use crate::ssda903::table::Table;
use crate::ssda903::tables::SwEpisode;
use crate::ssda903::text::is;

/// From here on a reason has to be given.
const REASONS_SINCE: Day = Day::ymd(2023, 4, 1);

pub(super) const RULES: &[Rule] = &[
    by_row(
        "SW01aSTG1",
        &["SW_DECOM", "SW_ID"],
        "For each social worker episode, information should be complete",
        |c, hit| {
            hit.each(c.now.sw_episodes, |s| s.sw_decom.not_since(REASONS_SINCE) && (s.sw_id.blank() || s.sw_decom.blank()))
        },
    )
    .since(2024),
    by_row(
        "SW01bSTG1",
        &["SW_DECOM", "SW_ID", "SW_REASON"],
        "For each social worker episode, information should be complete",
        |c, hit| {
            hit.each(c.now.sw_episodes, |s| {
                let some_blank = s.sw_id.blank() || s.sw_decom.blank() || s.sw_reason.blank();
                s.sw_decom.not_before(REASONS_SINCE) && some_blank
            })
        },
    )
    .since(2024),
    by_child(
        "SW01STG1",
        &["DEC"],
        "Child looked after on 31 March, but no social worker episode information is reported",
        |c, hit| {
            if c.all.has(Table::SwEpisodes) && c.now.sw_episodes.is_empty() {
                hit.each(c.now.episodes, |e| e.dec.blank() && !short_break(e.ls));
            }
        },
    )
    .since(2023)
    .until(2023),
    by_row(
        "SW03STG1",
        &["SW_DECOM", "SW_ID", "SW_REASON"],
        "For each social worker episode, information should be complete.",
        |c, hit| {
            hit.each(c.now.sw_episodes, |s| s.sw_id.blank() || s.sw_decom.blank() || s.sw_reason.blank())
        },
    )
    .since(2023)
    .until(2023),
    by_row(
        "SW06STG2",
        &["SW_DECOM"],
        "Social worker episode data should be within the social worker data reporting year.",
        |c, hit| hit.each(c.now.sw_episodes, |s| s.sw_decom > c.all.end),
    )
        .reading("One that began before the year may go on in it.")
        .since(2023),
    by_row(
        "SW07STG2",
        &["SW_DEC"],
        "Social worker episode end date should be on or after the start of the social worker reporting period, and should be on or before the collection end date.",
        |c, hit| hit.each(c.now.sw_episodes, |s| s.sw_dec < c.all.start || s.sw_dec > c.all.end),
    )
        .reading("The reporting period is the collection year.")
        .since(2023),
    by_child(
        "SW08STG2",
        &["SW_DEC"],
        "A new social worker episode has started, but the previous episode has not ended.",
        |c, hit| {
            for (before, _) in dated(c).zip(dated(c).skip(1)) {
                if before.sw_dec.blank() {
                    hit.at(before);
                }
            }
        },
    )
    .since(2023),
    by_row(
        "SW09STG2",
        &["SW_DECOM", "SW_DEC"],
        "Social worker episode appears to have lasted for less than 24 hours.",
        |c, hit| hit.each(c.now.sw_episodes, |s| s.sw_decom == s.sw_dec),
    ).query().since(2023),
    by_child(
        "SW10STG2",
        &["SW_DECOM"],
        "A new social worker episode has started before the end date of the previous social worker episode.",
        |c, hit| {
            for (before, episode) in dated(c).zip(dated(c).skip(1)) {
                if !is!(episode.sw_reason, "FCONTA") && episode.sw_decom < before.sw_dec.plus_days(-7) {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("Seven days earlier are allowed.")
    .since(2023),
    by_child(
        "SW11aSTG2",
        &["SW_DEC"],
        "Social worker episode has ended before 31 March and no subsequent social worker episode has been provided.",
        |c, hit| {
            let rows = || c.now.sw_episodes.iter();
            for (before, next) in rows().zip(rows().skip(1)) {
                let early = before.sw_dec <= c.all.end.plus_days(-5);
                let near = next.sw_decom >= before.sw_dec.plus_days(-5) && next.sw_decom <= before.sw_dec.plus_days(5);
                if early && !near {
                    hit.at(next);
                }
            }
        },
    )
    .reading(
        "Ended at least five days before 31 March, and the next row does not begin within five days of that, before or after. That next \
         row is named.",
    )
    .since(2023)
    .until(2023),
    by_child(
        "SW11bSTG2",
        &["SW_DEC"],
        "Social worker episode has ended before 31 March and no subsequent social worker episode has been provided.",
        |c, hit| {
            let last = dated(c).filter(|s| s.sw_dec.valid()).max_by_key(|s| (s.sw_dec.order(), s.sw_decom.order()));
            let Some(last) = last else { return };
            let last_days = last.sw_dec >= c.all.end.plus_days(-5) && last.sw_dec < c.all.end;
            let followed = dated(c).any(|s| s.at != last.at && s.sw_dec.blank());
            if last_days && !followed {
                let empty = c.now.sw_episodes.iter().find(|s| s.sw_decom.blank() && s.sw_dec.blank());
                hit.at(empty.unwrap_or(last));
            }
        },
    )
    .reading(
        "Ended in the last five days before 31 March, as its worked case has it; one that ended earlier is rule SW17STG2's. \
         Where a row was begun for whoever followed and left empty, that row is pointed out.",
    )
    .since(2023),
    by_child(
        "SW12STG2",
        &["SW_DECOM"],
        "If a child is looked after on 31 March then all social worker episodes for the full previous year should be reported, even those whilst they were not looked after",
        |c, hit| {
            if !c.all.has(Table::SwEpisodes) {
                return;
            }
            let year_before = c.all.start.plus_years(-1);
            let mut start = Day::BLANK;
            let mut until = Day::BLANK;
            for episode in c.now.dated().iter().filter(|e| !short_break(e.ls)) {
                if until != episode.decom {
                    start = episode.decom;
                }
                until = episode.dec;
                let ended = left_care(episode.rec) || episode.rec.blank();
                let counts = episode.dec.blank() || ended && episode.dec >= year_before && episode.dec <= c.all.end;
                let covered = dated(c).any(|s| s.sw_decom >= start && s.sw_decom.not_after(episode.dec));
                if counts && !covered {
                    hit.at(episode);
                }
            }
        },
    )
    .reading(
        "Each period of care that is open, or ended since the beginning of the year before, has a social worker who began in \
         it; as its worked case has it, one who began earlier does not count.",
    )
    .since(2023),
    by_row(
        "SW14STG2",
        &["SW_DEC"],
        "Social worker episode date ceased is blank.",
        |c, hit| {
            let open = dated(c).max_by_key(|s| s.sw_decom.order()).map(|s| s.at);
            hit.each(c.now.sw_episodes, |s| s.sw_dec.blank() && s.sw_decom.valid());
            hit.list.retain(|it| it.rule != hit.rule || it.table != Table::SwEpisodes || Some(it.row) != open);
        },
    )
    .reading("Of every social worker but the last.")
    .since(2023)
    .until(2023),
    by_child(
        "SW17STG2",
        &["SW_DEC", "SW_DECOM"],
        "There is no social worker episode open at 31 March",
        |c, hit| {
            if let Some(last) = dated(c).next_back()
                && last.sw_dec.given()
            {
                hit.at(last);
            }
        },
    )
    .since(2025),
];

/// A child's social workers whose first day is known, in order.
fn dated<'a>(c: &Child<'a>) -> impl DoubleEndedIterator<Item = Item<'a, SwEpisode>> {
    c.now.sw_episodes.iter().filter(|s| s.sw_decom.valid())
}
