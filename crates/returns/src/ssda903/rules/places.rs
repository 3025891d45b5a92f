//! Postcodes, and what is worked out from them: the authority of the placement, whether it is inside, and how far from home.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::{Child, short_break};
use crate::ssda903::codes::{for_adoption, fostered};
use crate::ssda903::tables::Episode;
use crate::ssda903::text::{Text, is};

/// Distance that stands for a place outside the grid.
const NOT_MEASURED: f64 = 999.9;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "164",
        &["PL_DISTANCE"],
        "Distance is not valid. Please check a valid postcode has been entered. [NOTE: This check will result in false positives for children formerly UASC not identified as such in loaded data]",
        |c, hit| {
            if c.ever_uasc() {
                return;
            }
            hit.each(c.now.episodes, |e| {
                let valid = e.pl_distance.number().is_some_and(|miles| (0.0..=NOT_MEASURED).contains(&miles));
                !short_break(e.ls) && e.pl_distance.given() && !valid
            })
        },
    ),
    by_row(
        "169",
        &["PL_LA"],
        "Local Authority (LA) of placement is not valid or is missing. Please check a valid postcode has been entered.",
        |c, hit| {
            if c.all.now.places_known {
                hit.each(c.now.episodes, |e| !short_break(e.ls) && e.pl_la.blank());
            }
        },
    ),
    by_row(
        "179",
        &["PL_LOCATION"],
        "Placement location code is not a valid code.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let left_out = c.all.now.places_known && e.pl_location.blank() && !short_break(e.ls);
                left_out || e.pl_location.given() && !is!(e.pl_location, "IN" | "OUT")
            })
        },
    )
    .reading("It is worked out, so that what can be wrong is that it could not be."),
    by_row(
        "1015",
        &["PL_LA"],
        "Placement provider is own provision but child not placed in own LA.",
        |c, hit| {
            if c.all.authority.blank() || !c.all.now.places_known {
                return;
            }
            hit.each(c.now.episodes, |e| {
                let own = is!(e.place_provider, "PR1") && e.ls.given() && !short_break(e.ls);
                let elsewhere_by_nature = for_adoption(e.place) || fostered(e.place);
                own && e.place.given() && !elsewhere_by_nature && e.pl_la.given() && e.pl_la != c.all.authority
            })
        },
    )
    .reading("Foster carers and adopters may live anywhere."),
    by_child(
        "392a",
        &["PL_DISTANCE"],
        "Child is looked after but no distance is recorded. [NOTE: This check may result in false positives for children formerly UASC]",
        |c, hit| {
            if c.all.now.places_known && !c.ever_uasc() {
                hit.each(c.now.episodes, |e| !short_break(e.ls) && e.pl_distance.blank());
            }
        },
    ),
    by_child(
        "392b",
        &["HOME_POST", "PL_POST"],
        "Child is looked after but no postcodes are recorded. [NOTE: This check may result in false positives for children formerly UASC, particularly if current & prior year UASC data not loaded]",
        |c, hit| {
            if !c.ever_uasc() {
                hit.each(c.now.episodes, |e| !short_break(e.ls) && (e.home_post.blank() || e.pl_post.blank()));
            }
        },
    ),
    by_row(
        "392c",
        &["HOME_POST", "PL_POST"],
        "Postcode(s) provided are invalid.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                e.home_post.given() && !is_postcode(e.home_post) || e.pl_post.given() && !is_postcode(e.pl_post)
            })
        },
    ),
    by_row(
        "392d",
        &["HOME_POST", "PL_POST", "PLACE"],
        "Home and placement postcodes should not be same unless the placement type is P1.",
        |c, hit| {
            hit.each(c.now.episodes, |e| e.home_post.given() && e.home_post == e.pl_post && !is!(e.place, "P1"))
        },
    ),
    by_child(
        "406",
        &["PL_DISTANCE"],
        "Child is Unaccompanied Asylum-Seeking Child (UASC) or was formerly UASC. Distance should be blank. [NOTE: This check will result in false negatives for children formerly UASC not identified as such in loaded data]",
        |c, hit| {
            if c.ever_uasc() {
                hit.each(c.now.episodes, |e| e.pl_distance.given());
            }
        },
    ),
    by_row(
        "411",
        &["PL_LOCATION"],
        "Placement location code disagrees with LA of placement.",
        |c, hit| {
            if c.all.authority.given() {
                hit.each(c.now.episodes, |e| is!(e.pl_location, "IN") && e.pl_la.given() && e.pl_la != c.all.authority);
            }
        },
    )
    .reading("Said to be inside, and the authority is another; the opposite is none of this rule's."),
    by_row(
        "420",
        &["PL_LA"],
        "LA of placement completed but child is looked after under legal status V3 or V4.",
        |c, hit| hit.each(c.now.episodes, |e| short_break(e.ls) && e.pl_la.given()),
    ),
    by_child(
        "452",
        &["PL_LA"],
        "Contradiction between local authority of placement code in the last episode of the previous year and in the first episode of the current year.",
        |c, hit| {
            if let Some((last, first)) = across(c)
                && last.pl_la != first.pl_la
                && c.all.now.places_known
            {
                hit.at(first);
            }
        },
    ),
    by_child(
        "453",
        &["PL_DISTANCE"],
        "Contradiction between placement distance in the last episode of the previous year and in the first episode of the current year.",
        |c, hit| {
            if let Some((last, first)) = across(c)
                && distances_differ(last.row, first.row)
                && c.all.now.places_known
            {
                hit.at(first);
            }
        },
    )
    .reading("Of an episode that was open at the end of last year; a difference below 0.2 miles is rounding."),
    by_row(
        "454",
        &["PL_DISTANCE"],
        "Placement distance from home is over 350 miles. [NOTE: This check will result in false positives for children formerly UASC not identified as such in loaded data]",
        |c, hit| {
            hit.each(c.now.episodes, |e| e.pl_distance.number().is_some_and(|miles| miles > 350.0 && miles != NOT_MEASURED))
        },
    )
    .query()
    .since(2025),
];

type EpisodeItem<'a> = crate::ssda903::child::Item<'a, Episode>;

/// The episode that was open at the end of last year, and the first of this year.
pub(super) fn across<'a>(c: &Child<'a>) -> Option<(EpisodeItem<'a>, EpisodeItem<'a>)> {
    Some((c.open_last_year()?, c.now.dated().first()?))
}

/// Do the distances differ by more than rounding, or is one of them not known?
pub(super) fn distances_differ(last: &Episode, now: &Episode) -> bool {
    match (last.pl_distance.number(), now.pl_distance.number()) {
        (Some(last), Some(now)) => (last - now).abs() >= 0.2 - 1e-9,
        _ => last.pl_distance != now.pl_distance,
    }
}

/// Has it the form of a postcode, with the space or without?
pub(crate) fn is_postcode(postcode: Text) -> bool {
    let short = postcode.capitals().short();
    let mut plain = [0u8; 8];
    let mut length = 0;
    for byte in short.as_str().bytes().filter(|byte| *byte != b' ') {
        if length == 7 {
            return false;
        }
        plain[length] = byte;
        length += 1;
    }
    if !(5..=7).contains(&length) {
        return false;
    }
    let (outward, inward) = plain[..length].split_at(length - 3);
    let kind = |bytes: &[u8]| -> Vec<u8> {
        let of = |byte: &u8| {
            if byte.is_ascii_digit() {
                b'9'
            } else if byte.is_ascii_uppercase() {
                b'A'
            } else {
                b'?'
            }
        };
        bytes.iter().map(of).collect()
    };
    kind(inward) == b"9AA"
        && matches!(kind(outward).as_slice(), b"A9" | b"A99" | b"AA9" | b"AA99" | b"A9A" | b"AA9A")
}
