//! Placement types: for whom, how long, and with which provider.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::{Child, Item, short_break};
use crate::ssda903::codes::{for_adoption, fostered, temporary, unlisted};
use crate::ssda903::day::Day;
use crate::ssda903::tables::Episode;
use crate::ssda903::text::{Text, is};

pub(super) const RULES: &[Rule] = &[
    by_row(
        "213",
        &["PLACE_PROVIDER"],
        "Placement provider information not required.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let not_asked = is!(e.place, "T0" | "T1" | "T2" | "T3") || unlisted(e.place, c.all);
                not_asked && e.place_provider.given()
            })
        },
    ),
    by_row(
        "217",
        &["PLACE", "DECOM", "RNE"],
        "Children who are placed for adoption with current foster carers (placement types A3 or A5) must have a reason for new episode of S, T or U.",
        |c, hit| {
            const SINCE: Day = Day::ymd(2015, 4, 1);
            hit.each(c.now.episodes, |e| is!(e.place, "A3" | "A5") && e.decom >= SINCE && !is!(e.rne, "S" | "T" | "U"))
        },
    )
    .reading("Episodes that began on or after 1 April 2015."),
    by_row(
        "217t",
        &["PLACE", "DECOM"],
        "Placement type 'P2' is not a valid placement type from 28 October 2023.",
        |c, hit| {
            const UNTIL: Day = Day::ymd(2023, 10, 28);
            hit.each(c.now.episodes, |e| is!(e.place, "P2") && (e.dec.blank() || e.dec > UNTIL))
        },
    )
    .reading("Episodes that are open or ended later.")
    .since(2023)
    .until(2023),
    by_row(
        "218",
        &["URN"],
        "Ofsted Unique reference number (URN) is required.",
        |c, hit| {
            const SINCE: Day = Day::ymd(2015, 3, 31);
            if !c.all.now.places_known {
                return;
            }
            hit.each(c.now.episodes, |e| {
                let abroad = [b'N', b'W', b'S', b'C'].iter().any(|letter| e.pl_la.begins(*letter));
                let recent = e.dec.blank() || e.dec > SINCE;
                let asked = e.place.given() && !without_urn(&e.place, c) && !short_break(e.ls);
                asked && !abroad && recent && e.urn.blank()
            })
        },
    )
    .reading("Asked once postcodes are known, and not for short breaks, for which rule 214 asks that there is none."),
    by_row(
        "222",
        &["URN"],
        "Ofsted Unique reference number (URN) should not be recorded for this placement type.",
        |c, hit| {
            hit.each(c.now.episodes, |e| e.urn.given() && !is!(e.urn, "XXXXXXX") && without_urn(&e.place, c))
        },
    ),
    by_row(
        "230",
        &["PLACE", "DEC", "URN"],
        "Ofsted Unique reference number (URN) is required for any English H5 placements from 28 October 2023.",
        |c, hit| {
            const SINCE: Day = Day::ymd(2023, 10, 29);
            if !c.all.now.places_known {
                return;
            }
            hit.each(c.now.episodes, |e| {
                let abroad = [b'N', b'W', b'S'].iter().any(|letter| e.pl_la.begins(*letter));
                let recent = e.dec.blank() || e.dec >= SINCE;
                is!(e.place, "H5") && recent && (e.urn.blank() || is!(e.urn, "XXXXXXX")) && !abroad
            })
        },
    )
    .reading("Asked once postcodes are known: without them nobody can say which placements are English.")
    .since(2023)
    .until(2023),
    by_child(
        "336",
        &["PLACE"],
        "Child does not have a foster placement immediately prior to being placed for adoption.",
        |c, hit| {
            for (before, episode) in c.now.dated().pairs() {
                if for_adoption(episode.place) && !for_adoption(before.place) && !fostered(before.place) {
                    hit.at(episode);
                }
            }
        },
    )
    .reading("A3 to A6, though its logic names A3 and A5 alone: its worked case has A4 too."),
    by_child(
        "370",
        &["DECOM", "PLACE"],
        "Child in independent living should be at least 16.",
        |c, hit| {
            let sixteen = c.now.dob().plus_years(16);
            hit.each(c.now.episodes, |e| is!(e.place, "P2") && e.decom < sixteen)
        },
    )
    .until(2023),
    by_child(
        "371",
        &["DECOM", "PLACE"],
        "Child in supported accomodation not subject to children’s homes regulations should be at least 16.",
        |c, hit| {
            let (place, age) = match (c.all.since(2024), c.all.since(2023)) {
                (true, _) => (Text::code("K3"), 16),
                (_, true) => (Text::code("H5"), 16),
                _ => (Text::code("H5"), 14),
            };
            let old_enough = c.now.dob().plus_years(age);
            hit.each(c.now.episodes, |e| e.place == place && e.decom < old_enough)
        },
    )
    .reading("K3, at least 16. In 2023-24 that was H5, and until 2022-23 the age was 14."),
    by_child(
        "372",
        &["DECOM", "PLACE"],
        "Child in youth custody or prison should be at least 10.",
        |c, hit| {
            let ten = c.now.dob().plus_years(10);
            hit.each(c.now.episodes, |e| is!(e.place, "R5") && e.decom < ten)
        },
    ),
    by_child(
        "373",
        &["DECOM", "PLACE"],
        "Child placed in a school should be at least 4 years old.",
        |c, hit| {
            let four = c.now.dob().plus_years(4);
            hit.each(c.now.episodes, |e| is!(e.place, "S1") && e.decom < four)
        },
    ),
    by_child(
        "374",
        &["DECOM", "PLACE"],
        "Child in residential employment should be at least 14 years old.",
        |c, hit| {
            let fourteen = c.now.dob().plus_years(14);
            hit.each(c.now.episodes, |e| is!(e.place, "P3") && e.decom < fourteen && e.dec.given())
        },
    )
    .reading("Of episodes that have ended: its worked case leaves an open one alone."),
    by_row(
        "375",
        &["DECOM", "PLACE"],
        "Hospitalisation coded as a temporary placement exceeds six weeks.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place, "T1") && days(e, c.all.end) > Some(42)),
    ),
    by_row(
        "376",
        &["DECOM", "PLACE"],
        "Temporary placements coded as being due to holiday of usual foster carer(s) cannot exceed three weeks.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place, "T3") && days(e, c.all.end) > Some(21)),
    ),
    by_row(
        "379",
        &["DECOM", "PLACE"],
        "Temporary placements for unspecified reason (placement code T4) cannot exceed seven days.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place, "T4") && days(e, c.all.end) > Some(7)),
    ),
    by_child(
        "377",
        &["PLACE"],
        "Only two temporary placements coded as being due to holiday of usual foster carer(s) are allowed in any 12- month period.",
        |c, hit| {
            let holidays: Vec<Item<'_, Episode>> = c.now.dated().iter().filter(|e| is!(e.place, "T3")).collect();
            let crowded = |three: &[Item<'_, Episode>]| {
                matches!(three, [first, .., last] if last.decom < first.decom.plus_years(1))
            };
            for (at, holiday) in holidays.iter().enumerate() {
                let around = holidays.get(at.saturating_sub(2)..(at + 3).min(holidays.len())).unwrap_or_default();
                if around.windows(3).any(crowded) {
                    hit.at(*holiday);
                }
            }
        },
    ),
    by_row(
        "380",
        &["PLACE", "RNE"],
        "A period of care cannot start with a temporary placement.",
        |c, hit| hit.each(c.now.episodes, |e| temporary(e.place) && !is!(e.rne, "P")),
    )
        .reading("A temporary placement begins with P and nothing else."),
    by_row(
        "381",
        &["PLACE", "REC"],
        "A period of care cannot end with a temporary placement.",
        |c, hit| {
            hit.each(c.now.episodes, |e| temporary(e.place) && e.rec.given() && !is!(e.rec, "X1"))
        },
    ),
    by_row(
        "526",
        &["PLACE", "PLACE_PROVIDER"],
        "Child is missing a placement provider code for at least one episode.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let not_asked = is!(e.place, "T0" | "T1" | "T2" | "T3") || unlisted(e.place, c.all);
                e.place.given() && !not_asked && e.place_provider.blank()
            })
        },
    )
    .reading("Not asked for T0 to T3 and placements that are not listed, for which rule 213 asks that there is none."),
    by_row(
        "527",
        &["PLACE", "PLACE_PROVIDER"],
        "A placement provider code of PR1 cannot be associated with placements P1, R2 or R5.",
        |c, hit| {
            hit.each(c.now.episodes, |e| is!(e.place_provider, "PR1") && is!(e.place, "P1" | "R2" | "R5"))
        },
    ),
    by_row(
        "528",
        &["PLACE", "PLACE_PROVIDER"],
        "A placement provider code of PR2 cannot be associated with placements P1, R2 or R5.",
        |c, hit| {
            hit.each(c.now.episodes, |e| is!(e.place_provider, "PR2") && is!(e.place, "P1" | "R2" | "R5"))
        },
    ),
    by_row(
        "529",
        &["PLACE", "PLACE_PROVIDER"],
        "Placement provider code of PR3 cannot be associated with placements P1, A3 to A6, K1, K2 and U1 to U6 as these placements cannot be provided by other public organisations.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let never_public = is!(e.place, "P1" | "K1" | "K2") || for_adoption(e.place) || fostered(e.place);
                is!(e.place_provider, "PR3") && never_public
            })
        },
    ),
    by_row(
        "530",
        &["PLACE", "PLACE_PROVIDER"],
        "A placement provider code of PR4 cannot be associated with placement P1.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place_provider, "PR4") && is!(e.place, "P1")),
    ),
    by_row(
        "531",
        &["PLACE", "PLACE_PROVIDER"],
        "A placement provider code of PR5 cannot be associated with placements P1.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place_provider, "PR5") && is!(e.place, "P1")),
    ),
    by_row(
        "550",
        &["PLACE", "PLACE_PROVIDER"],
        "A placement provider code of PR0 can only be associated with placement P1.",
        |c, hit| {
            hit.each(c.now.episodes, |e| is!(e.place_provider, "PR0") && e.place.given() && !is!(e.place, "P1"))
        },
    ),
];

/// Days of an episode, up to the end of the year where it is open.
fn days(episode: &Episode, end: Day) -> Option<i64> {
    if episode.dec.blank() { end } else { episode.dec }.since(episode.decom)
}

/// Placements that Ofsted gives no number.
fn without_urn(place: &crate::ssda903::Text, c: &Child<'_>) -> bool {
    is!(*place, "P1" | "P3" | "R1" | "R2" | "R5" | "T0" | "T1" | "T2" | "T3" | "T4")
        || unlisted(*place, c.all)
}
