//! Why an episode ceased, and whether that can be.

use super::{Rule, by_child, by_row};
use crate::ssda903::codes::{adopted, for_adoption, fostered};
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_row(
        "233",
        &["REASON_PLACE_CHANGE", "DEC"],
        "Reason for placement change is not required when the episode has not ceased.",
        |c, hit| hit.each(c.now.episodes, |e| e.dec.blank() && e.reason_place_change.given()),
    )
        .reading("The column is DEC.")
        .since(2025),
    by_child(
        "234",
        &["REASON_PLACE_CHANGE", "DOB"],
        "A child aged under 10 can not change placement due to being admitted to custody",
        |c, hit| {
            let ten = c.now.dob().plus_years(10);
            let young = |e: &crate::ssda903::tables::Episode| {
                let moved = if e.dec.valid() { e.dec } else { e.decom };
                is!(e.reason_place_change, "CUSTOD") && moved < ten
            };
            if c.now.episodes.any(young) {
                hit.each(c.now.episodes, young);
                hit.all(c.now.header);
            }
        },
    )
    .reading("The age on the day of the change: the end of the episode that gives the reason, or its start if it has no end.")
    .since(2025),
    by_child(
        "386",
        &["REC"],
        "Reason episode ceased is adopted but child has reached age 18.",
        |c, hit| {
            let grown = c.now.dob().plus_years(18);
            hit.each(c.now.episodes, |e| adopted(e.rec) && e.dec >= grown)
        },
    ),
    by_child(
        "387",
        &["REC"],
        "Reason episode ceased is child moved into independent living arrangement, but the child is aged under 14.",
        |c, hit| {
            let fourteen = c.now.dob().plus_years(14);
            hit.each(c.now.episodes, |e| is!(e.rec, "E5" | "E6") && e.dec < fourteen)
        },
    ),
    by_child(
        "389",
        &["REC"],
        "Reason episode ceased is that child transferred to care of adult social care services, but child is aged under 16.",
        |c, hit| {
            let sixteen = c.now.dob().plus_years(16);
            hit.each(c.now.episodes, |e| is!(e.rec, "E7") && e.dec < sixteen)
        },
    ),
    by_row(
        "390",
        &["PLACE", "REC"],
        "Reason episode ceased is adopted but child has not been previously placed for adoption.",
        |c, hit| hit.each(c.now.episodes, |e| adopted(e.rec) && !for_adoption(e.place)),
    ),
    by_child(
        "407",
        &["DEC", "DOB", "REC"],
        "Reason episode ceased is Special Guardianship Order, but child has reached age 18.",
        |c, hit| {
            let grown = c.now.dob().plus_years(18);
            let late = |e: &crate::ssda903::tables::Episode| is!(e.rec, "E45" | "E46" | "E47" | "E48") && e.dec >= grown;
            if c.now.episodes.any(late) {
                hit.each(c.now.episodes, late);
                hit.all(c.now.header);
            }
        },
    ),
    by_child(
        "460",
        &["DEC", "REC"],
        "Reason episode ceased is that child stayed with current carers at age 18 (or above), but child is aged under 18.",
        |c, hit| {
            let grown = c.now.dob().plus_years(18);
            hit.each(c.now.episodes, |e| is!(e.rec, "E17") && e.dec < grown)
        },
    ),
    by_row(
        "516",
        &["REC", "PLACE"],
        "The episode data submitted for this child does not show that he/she was with their former foster carer(s) during the year.If the code in the reason episode ceased is E45 or E46 the child must have a placement code of U1 to U6.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.rec, "E45" | "E46") && !fostered(e.place)),
    ),
    by_child(
        "580",
        &["REC"],
        "Child is missing when cease being looked after but reason episode ceased not ‘E8’.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let ended = e.rec.given() && !is!(e.rec, "X1" | "E8");
                ended && c.now.missing.any(|m| m.mis_end == e.dec)
            })
        },
    )
    .reading("The time missing ended on the day care ended. Away without authorisation counts as missing."),
];
