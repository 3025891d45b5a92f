//! Care leavers: the table OC3.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::{Child, Item, short_break};
use crate::ssda903::codes::adopted;
use crate::ssda903::day::Day;
use crate::ssda903::table::Table;
use crate::ssda903::tables::{Episode, Oc3};
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "1000",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "This child is recorded as having died in care and therefore should not have the care leaver information completed. [NOTE: This only tests the current and previous year data loaded into the tool]",
        |c, hit| {
            let died = |e: &Episode| is!(e.rec, "E2");
            if c.now.episodes.any(died) || c.last.episodes.any(died) {
                hit.all(c.now.oc3);
            }
        },
    ),
    by_child(
        "1001",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "The episodes recorded for this young person suggest they are not a relevant or a former relevant child and therefore should not have care leaver information completed. [NOTE: This tool can only test the current and previous year data loaded into the tool - this check may generate false positives if a child had episodes prior to last year's collection.]",
        |c, hit| {
            if c.all.had(Table::Episodes) && !relevant(c) {
                hit.all(c.now.oc3);
            }
        },
    )
    .reading(
        "Relevant: looked after for 13 weeks or more since 14 with a day of it since 16, short breaks left out, and never \
         adopted. Those who are 20 or older at the end of the year are left out: two years of data show too little of them.",
    ),
    by_child(
        "1002",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "This child has no previous episodes of care, therefore should not have care leaver information recorded. [NOTE: This tool can only test the current and previous year data loaded into the tool - this check may generate false positives if a child had episodes prior to last year's collection.]",
        |c, hit| {
            let ended = |e: &Episode| e.dec.given();
            if c.all.had(Table::Episodes) && !c.now.episodes.any(ended) && !c.last.episodes.any(ended) {
                hit.all(c.now.oc3);
            }
        },
    )
    .reading("A previous episode is one that ended."),
    by_child(
        "1007",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "Care leaver information is not required for 17- or 18-year olds who are still looked after [on their 17th or 18th birthday.]",
        |c, hit| {
            hit.each(c.now.oc3, |o| {
                let Some(birthday) = birthday(o, c) else { return false };
                let in_care = c.now.episodes.any(|e| {
                    let open = e.dec.blank() || e.rec.blank();
                    open && e.decom <= birthday && (e.dec.blank() || e.dec > birthday)
                });
                in_care && o.any_given()
            })
        },
    )
    .reading("The birthday is the 17th or 18th that fell in the year; an episode without end or reason covers it."),
    by_child(
        "1010",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "This child has no episodes loaded for current year even though there was an open episode of care at the end of the previous year, and care leaver data has been entered.",
        |c, hit| {
            if c.now.episodes.is_empty() && c.open_last_year().is_some() {
                hit.all(c.now.oc3);
            }
        },
    ),
    by_child(
        "1011",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "This child is recorded as having his/her care transferred to another local authority for the final episode and therefore should not have the care leaver information completed.",
        |c, hit| {
            if c.now.latest().is_some_and(|e| is!(e.rec, "E3")) {
                hit.each(c.now.oc3, Oc3::any_given);
            }
        },
    ),
    by_child(
        "1016",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "Care leaver information is not required for 17- or 18-year olds who cease to be looked after, after their birthday.",
        |c, hit| {
            hit.each(c.now.oc3, |o| {
                let Some(birthday) = birthday(o, c) else { return false };
                o.any_given() && c.now.episodes.any(|e| e.dec >= birthday)
            })
        },
    )
    .since(2023),
    by_child(
        "134",
        &["IN_TOUCH", "ACTIV", "ACCOM", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
        "Data on adoption should not be entered for the OC3 cohort.",
        |c, hit| {
            if c.now.oc3.any(Oc3::any_given) {
                hit.each(c.now.ad1, |a| a.any_given());
            }
        },
    ),
    by_row(
        "153",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "All data items relating to a child's activity or accommodation after leaving care must be coded or left blank.",
        |c, hit| {
            hit.each(c.now.oc3, |o| o.any_given() && (o.in_touch.blank() || o.activ.blank() || o.accom.blank()))
        },
    ),
    by_child(
        "215",
        &["IN_TOUCH", "ACTIV", "ACCOM", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "Child has care leaver information but one or more data items relating to children looked after for 12 months have been completed.",
        |c, hit| {
            let outcomes = |o: &crate::ssda903::tables::Oc2| o.outcomes().iter().any(|it| it.given());
            if c.now.oc3.any(Oc3::any_given) && c.now.oc2.any(outcomes) {
                hit.each(c.now.oc3, Oc3::any_given);
                hit.each(c.now.oc2, outcomes);
            }
        },
    ),
    by_child(
        "3001",
        &["ACCOM", "DOB"],
        "Where care leavers information is being returned for a young person around their 17th birthday, the accommodation cannot be with their former foster carer(s).",
        |c, hit| {
            if c.all.in_year(c.now.dob().plus_years(17)) {
                hit.each(c.now.oc3, |o| is!(o.accom, "Z1" | "Z2"));
            }
        },
    ),
    by_row(
        "344",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "The record shows the young person has died or returned home to live with parent(s) or someone with parental responsibility for a continuous period of 6 months or more, but activity and/or accommodation on leaving care have been completed.",
        |c, hit| {
            hit.each(c.now.oc3, |o| is!(o.in_touch, "DIED" | "RHOM") && !(is!(o.activ, "0") && is!(o.accom, "0")))
        },
    ),
    by_row(
        "345",
        &["IN_TOUCH", "ACTIV", "ACCOM"],
        "The data collection record shows the local authority is in touch with this young person, but activity and/or accommodation data items are zero.",
        |c, hit| {
            hit.each(c.now.oc3, |o| is!(o.in_touch, "YES") && (is!(o.activ, "0") || is!(o.accom, "0")))
        },
    ),
    by_row(
        "347",
        &["ACCOM", "DOB"],
        "Care leavers aged under 18 years, can not be accommodated in a Foyer.",
        |c, hit| {
            hit.each(c.now.oc3, |o| is!(o.accom, "T" | "T1" | "T2") && o.dob.plus_years(18) > c.all.start)
        },
    )
    .reading("Foyers are T1 and T2. Under 18 on the first day of the year.")
    .since(2023),
    by_child(
        "348",
        &["IN_TOUCH"],
        "Care leaver has previously been reported as having died.",
        |c, hit| {
            if c.last.oc3.any(|o| is!(o.in_touch, "DIED")) {
                hit.all(c.now.oc3);
            }
        },
    )
    .reading("Whoever was reported as having died last year is in OC3 again.")
    .since(2025),
    by_row(
        "391",
        &["DOB", "IN_TOUCH", "ACTIV", "ACCOM"],
        "Young person was not 17, 18, 19, 20 or 21 during the current collection year.",
        |c, hit| {
            hit.each(c.now.oc3, |o| {
                let too_young = o.dob.plus_years(17) > c.all.end;
                let too_old = o.dob.plus_years(22) <= c.all.start;
                o.any_given() && (too_young || too_old)
            })
        },
    ),
];

/// The birthday in the year, of those who became 17 or 18.
fn birthday(leaver: &Oc3, c: &Child<'_>) -> Option<Day> {
    let age = leaver.dob.age_on(c.all.end)?;
    matches!(age, 17 | 18).then(|| leaver.dob.plus_years(age))
}

/// Do the episodes of both years suggest that the young person is a relevant or former relevant child?
fn relevant(c: &Child<'_>) -> bool {
    let dob = c.now.dob();
    if dob.plus_years(20) <= c.all.end {
        return true;
    }
    let mut spells: Vec<Item<'_, Episode>> = c.last.dated().iter().chain(c.now.dated().iter()).collect();
    // An episode open last year and closed this year is in both returns: the closed one counts.
    spells.sort_by_key(|e| (e.decom.order(), e.dec.order()));
    spells.dedup_by_key(|e| e.decom.order());
    let days_since = |birthday: Day| -> i64 {
        let day = |e: &Item<'_, Episode>| {
            let from = if e.decom < birthday { birthday } else { e.decom };
            let to = if e.dec.valid() { e.dec } else { c.all.end };
            to.since(from).unwrap_or(0).max(0)
        };
        spells.iter().filter(|e| !short_break(e.ls)).map(day).sum()
    };
    let adopted = spells.iter().any(|e| adopted(e.rec));
    !adopted && days_since(dob.plus_years(14)) >= 91 && days_since(dob.plus_years(16)) >= 1
}
