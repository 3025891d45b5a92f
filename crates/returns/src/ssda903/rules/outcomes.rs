//! Children looked after for twelve months: health, convictions, strengths and difficulties (the table OC2).

use super::{Rule, by_child, by_row};
use crate::ssda903::table::Table;
use crate::ssda903::tables::{Ad1, Oc2, Oc3};
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "157",
        &["SDQ_REASON", "DOB"],
        "Child is aged 4 years or over at the beginning of the year or 16 years or under at the end of the year and Strengths and Difficulties Questionnaire (SDQ) 1 has been recorded as the reason for no Strengths and Difficulties Questionnaire (SDQ) score.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| {
                    is!(o.sdq_reason, "SDQ1") && o.dob.plus_years(4) <= c.all.start && o.dob.plus_years(17) > c.all.end
                });
            }
        },
    )
    .reading("Both: four or over at the beginning, and sixteen or under at the end."),
    by_row(
        "158",
        &["INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "If a child has been recorded as receiving an intervention for their substance misuse problem, then the additional item on whether an intervention was offered should be left blank.",
        |c, hit| {
            hit.each(c.now.oc2, |o| is!(o.intervention_received, "1") && o.intervention_offered.given())
        },
    ),
    by_row(
        "159",
        &["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "If a child has been recorded as not receiving an intervention for their substance misuse problem, then the additional item on whether an intervention was offered should be completed as well.",
        |c, hit| {
            hit.each(c.now.oc2, |o| {
                is!(o.substance_misuse, "1") && is!(o.intervention_received, "0") && o.intervention_offered.blank()
            })
        },
    ),
    by_row(
        "182",
        &["IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "CONVICTED", "HEALTH_CHECK", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "Data entries on immunisations, teeth checks, health assessments and substance misuse problem identified should be completed or all OC2 fields should be left blank.",
        |c, hit| {
            hit.each(c.now.oc2, |o| o.outcomes().iter().any(|it| it.given()) && o.health().iter().any(|it| it.blank()))
        },
    ),
    by_child(
        "185",
        &["SDQ_SCORE"],
        "Child has not been looked after continuously for at least 12 months at 31 March but a Strengths and Difficulties (SDQ) score has been completed.",
        |c, hit| {
            if !c.continuous && c.all.has(Table::Episodes) {
                hit.each(c.now.oc2, |o| o.sdq_score.given());
            }
        },
    ),
    by_child(
        "186",
        &["SDQ_SCORE"],
        "Children aged 4 or over at the start of the year and children aged under 17 at the end of the year and who have been looked after for at least 12 months continuously should have a Strengths and Difficulties (SDQ) score completed.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| {
                    let asked = o.dob.plus_years(4) <= c.all.start && o.dob.plus_years(17) > c.all.end;
                    asked && o.sdq_score.blank() && o.sdq_reason.blank()
                });
            }
        },
    )
    .reading("A reason for no score does instead."),
    by_child(
        "187",
        &["DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR", "IN_TOUCH", "ACTIV", "ACCOM"],
        "Child cannot be looked after continuously for 12 months at 31 March (OC2) and have any of adoption or care leavers returns completed.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc3, Oc3::any_given);
                hit.each(c.now.ad1, Ad1::any_given);
            }
        },
    ),
    by_row(
        "188",
        &["SDQ_SCORE", "SDQ_REASON"],
        "Child is aged under 4 years at the end of the year, but a Strengths and Difficulties (SDQ) score or a reason for no SDQ score has been completed.",
        |c, hit| hit.each(c.now.oc2, |o| o.dob.plus_years(4) > c.all.end && sdq(o)),
    ),
    by_row(
        "189",
        &["DOB", "SDQ_SCORE", "SDQ_REASON"],
        "Child is aged 17 years or over at the beginning of the year, but an Strengths and Difficulties (SDQ) score or a reason for no Strengths and Difficulties (SDQ) score has been completed.",
        |c, hit| hit.each(c.now.oc2, |o| o.dob.plus_years(17) < c.all.start && sdq(o)),
    )
        .reading("As its logic says: whose 17th birthday is on the first day of the year is left out."),
    by_child(
        "190",
        &["CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "Child has not been looked after continuously for at least 12 months at 31 March but one or more data items relating to children looked after for 12 months have been completed.",
        |c, hit| {
            if !c.continuous && c.all.has(Table::Episodes) {
                hit.each(c.now.oc2, |o| o.outcomes().iter().any(|it| it.given()));
            }
        },
    ),
    by_child(
        "191",
        &["IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "CHILD"],
        "Child has been looked after continuously for at least 12 months at 31 March but one or more data items relating to children looked after for 12 months have been left blank.",
        |c, hit| {
            if !c.continuous || !c.all.has(Table::Oc2) {
                return;
            }
            if c.now.oc2.is_empty() {
                hit.all(c.now.episodes);
            } else {
                hit.each(c.now.oc2, |o| o.health().iter().any(|it| it.blank()));
            }
        },
    ),
    by_row(
        "192",
        &["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED"],
        "Child has been identified as having a substance misuse problem but the additional item on whether an intervention was received has been left blank.",
        |c, hit| {
            hit.each(c.now.oc2, |o| is!(o.substance_misuse, "1") && o.intervention_received.blank())
        },
    ),
    by_row(
        "193",
        &["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "Child not identified as having a substance misuse problem but at least one of the two additional items on whether an intervention were offered and received have been completed.",
        |c, hit| {
            hit.each(c.now.oc2, |o| {
                let none = o.substance_misuse.blank() || is!(o.substance_misuse, "0");
                none && (o.intervention_received.given() || o.intervention_offered.given())
            })
        },
    ),
    by_child(
        "197B",
        &["SDQ_REASON", "DOB"],
        "SDQ score or reason for no SDQ should be reported for 4- or 17-year-olds.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| matches!(o.dob.age_on(c.all.end), Some(4 | 17)) && !sdq(o));
            }
        },
    )
    .reading("Those who became 4 or 17 in the year and were looked after for twelve months."),
    by_row(
        "197a",
        &["SDQ_SCORE", "SDQ_REASON"],
        "Reason for no Strengths and Difficulties (SDQ) score is not required if Strengths and Difficulties Questionnaire score is filled in.",
        |c, hit| hit.each(c.now.oc2, |o| o.sdq_score.given() && o.sdq_reason.given()),
    ),
    by_child(
        "198",
        &["SDQ_REASON"],
        "Child has not been looked after continuously for at least 12 months at 31 March but a reason for no Strengths and Difficulties (SDQ) score has been completed.",
        |c, hit| {
            if !c.continuous && c.all.has(Table::Episodes) {
                hit.each(c.now.oc2, |o| o.sdq_reason.given());
            }
        },
    ),
    by_row(
        "542",
        &["CONVICTED"],
        "A child aged under 10 at 31 March should not have conviction information completed.",
        |c, hit| hit.each(c.now.oc2, |o| o.dob.plus_years(10) > c.all.end && o.convicted.given()),
    ),
    by_child(
        "543",
        &["DOB", "CONVICTED"],
        "Child is aged 10 or over at 31 March and has been looked after continuously for 12 months yet conviction information has not been completed.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| o.dob.plus_years(10) <= c.all.end && o.convicted.blank());
            }
        },
    ),
    by_row(
        "544",
        &["CONVICTED", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE"],
        "Any child who has conviction information completed must also have immunisation, teeth check, health assessment and substance misuse problem identified fields completed.",
        |c, hit| {
            hit.each(c.now.oc2, |o| is!(o.convicted, "0" | "1") && o.health().iter().any(|it| it.blank()))
        },
    ),
    by_child(
        "545",
        &["DOB", "HEALTH_CHECK"],
        "Child is aged under 5 at 31 March and has been looked after continuously for 12 months yet health promotion information has not been completed.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| o.dob.plus_years(5) > c.all.end && o.health_check.blank());
            }
        },
    ),
    by_child(
        "546",
        &["DOB", "HEALTH_CHECK"],
        "Children aged 5 or over at 31 March should not have health promotion information completed.",
        |c, hit| {
            if c.continuous {
                hit.each(c.now.oc2, |o| o.dob.plus_years(5) <= c.all.end && o.health_check.given());
            }
        },
    )
    .reading("Of children looked after for twelve months; of others rule 190 says it."),
    by_row(
        "547",
        &["HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE"],
        "Any child who has health promotion information completed must also have immunisation, teeth check, health assessment and substance misuse problem identified fields completed.",
        |c, hit| {
            hit.each(c.now.oc2, |o| is!(o.health_check, "1") && o.health().iter().any(|it| it.blank()))
        },
    )
    .reading("Completed means 1: a 0 alone is left alone in its worked case."),
];

fn sdq(o: &Oc2) -> bool {
    o.sdq_score.given() || o.sdq_reason.given()
}
