//! Who the child is: dates of birth, sex, pupil numbers.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::short_break;
use crate::ssda903::codes;
use crate::ssda903::context::unknown_upn;
use crate::ssda903::day::Day;
use crate::ssda903::table::Table;
use crate::ssda903::text::{Text, is};

pub(super) const RULES: &[Rule] = &[
    by_row(
        "168",
        &["UPN"],
        "Unique Pupil Number (UPN) is not valid. If unknown, default codes should be UN1, UN2, UN3, UN4 or UN5.",
        |c, hit| hit.each(c.now.header, |h| h.upn.given() && !is_upn(h.upn)),
    )
        .reading("A letter but I, O and S, eleven digits, and a digit or such a letter; or UN1 to UN5. The letter is not worked out."),
    by_row(
        "232",
        &["SEX"],
        "Sex of the child/young person has been reported as unknown.",
        |c, hit| hit.each(c.now.header, |h| is!(h.sex, "U" | "u")),
    ).query().since(2024),
    by_row(
        "301",
        &["DOB"],
        "Date of birth falls after the year ended.",
        |c, hit| hit.each(c.now.header, |h| h.dob > c.all.end),
    ),
    by_row(
        "351",
        &["DOB"],
        "Child was over 25 at the start of the current collection year.",
        |c, hit| hit.each(c.now.header, |h| h.dob.plus_years(25) < c.all.start),
    )
        .reading("Older than 25: the 25th birthday was before the first day of the year."),
    by_row(
        "209",
        &["UPN", "DOB"],
        "Child looked after is of school age and should not have an unknown Unique Pupil Number (UPN) code of UN1.",
        |c, hit| {
            let Some(year) = c.all.start.year() else { return };
            let school = Day::ymd(year - 1, 8, 31);
            hit.each(c.now.header, |h| is!(h.upn, "UN1") && h.dob.plus_years(4) <= school);
        },
    )
    .reading("Of school age: four by 31 August of the year before the collection year begins."),
    by_child(
        "210",
        &["UPN", "DECOM"],
        "Children looked after for more than a week at 31 March should not have an unknown Unique Pupil Number (UPN) code of UN4.",
        |c, hit| {
            let Some(year) = c.all.end.year() else { return };
            let week = Day::ymd(year, 3, 24);
            for header in c.now.header.iter().filter(|h| is!(h.upn, "UN4")) {
                for episode in c.now.episodes.iter().filter(|e| e.decom >= week) {
                    hit.at(header);
                    hit.at(episode);
                }
            }
        },
    )
    .reading("As its logic says: no episode may begin on or after 24 March, though the message speaks of those who began earlier."),
    by_child(
        "442",
        &["UPN"],
        "Unique Pupil Number (UPN) field is not completed.",
        |c, hit| {
            if c.now.episodes.any(|e| !short_break(e.ls)) {
                hit.each(c.now.header, |h| h.upn.blank());
            }
        },
    ),
    by_row(
        "444",
        &["UPN"],
        "Duplicate UPN has been reported",
        |c, hit| hit.each(c.now.header, |h| c.all.upns.get(&h.upn).is_some_and(|count| *count > 1)),
    )
        .whole_return()
        .since(2025),
    by_child(
        "202",
        &["SEX"],
        "The gender code conflicts with the gender already recorded for this child.",
        |c, hit| {
            let Some(last) = c.last.header.first() else { return };
            let words = |sex: Text| if is!(sex, "1") { Text::code("M") } else if is!(sex, "2") { Text::code("F") } else { sex };
            hit.each(c.now.header, |h| words(h.sex) != words(last.sex));
        },
    )
    .reading("1 is M and 2 is F: the codes changed in 2024-25."),
    by_child(
        "203",
        &["DOB"],
        "Date of birth disagrees with the date of birth already recorded for this child.",
        |c, hit| {
            let Some(last) = c.last.header.first() else { return };
            hit.each(c.now.header, |h| !h.dob.same(last.dob));
        },
    ),
    by_child(
        "204",
        &["ETHNIC"],
        "Ethnic origin code disagrees with the ethnic origin already recorded for this child.",
        |c, hit| {
            let Some(last) = c.last.header.first() else { return };
            hit.each(c.now.header, |h| h.ethnic.capitals() != last.ethnic.capitals());
        },
    ),
    by_child(
        "208",
        &["UPN"],
        "Unique Pupil Number (UPN) for the current year disagrees with the Unique Pupil Number (UPN) already recorded for this child.",
        |c, hit| {
            let Some(last) = c.last.header.first().map(|h| h.upn) else { return };
            hit.each(c.now.header, |h| {
                let now = h.upn;
                if now.capitals() == last.capitals() {
                    return false;
                }
                let came_to_light = now.given() && !unknown_upn(now) && (last.blank() || unknown_upn(last));
                let reason_given = is!(now, "UN2" | "UN3" | "UN4" | "UN5") && (last.blank() || is!(last, "UN1"));
                !came_to_light && !reason_given
            });
        },
    )
    .reading("A number may take the place of an unknown one, and a reason why it is unknown that of UN1 or a blank."),
    by_child(
        "302",
        &["DECOM", "DOB"],
        "First episode starts before child was born.",
        |c, hit| {
            let Some(first) = c.now.dated().first() else { return };
            for header in c.now.header.iter().filter(|h| first.decom < h.dob) {
                hit.at(header);
                hit.at(first);
            }
        },
    )
    .reading("The first episode in the return, whatever its reason: the one that said S may be of an earlier year."),
    by_child(
        "352",
        &["DECOM", "RNE"],
        "Child who started to be looked after was aged 18 or over.",
        |c, hit| {
            let grown = c.now.dob().plus_years(18);
            hit.each(c.now.episodes, |e| is!(e.rne, "S") && e.decom >= grown);
        },
    ),
    by_row(
        "440",
        &["DOB", "REVIEW", "REVIEW_CODE"],
        "Participation method indicates child was under 4 years old at the time of the review, but date of birth and review date indicates the child was 4 years old or over.",
        |c, hit| hit.each(c.now.reviews, |r| is!(r.review_code, "PN0") && r.review >= r.dob.plus_years(4)),
    ),
    by_row(
        "441",
        &["DOB", "REVIEW", "REVIEW_CODE"],
        "Participation method indicates child was 4 years old or over at the time of the review, but the date of birth and review date indicates the child was under 4 years old.",
        |c, hit| {
            hit.each(c.now.reviews, |r| {
                r.review_code.any(codes::REVIEW_CODE) && !is!(r.review_code, "PN0") && r.review < r.dob.plus_years(4)
            })
        },
    ),
    by_child(
        "1012",
        &["CHILD"],
        "No other data should be returned for OC3 children who had no episodes in the current year",
        |c, hit| {
            if !c.all.has(Table::Episodes) || !c.now.episodes.is_empty() {
                return;
            }
            hit.all(c.now.placed_adoption);
            hit.all(c.now.missing);
            hit.all(c.now.reviews);
            hit.all(c.now.ad1);
            hit.all(c.now.prev_perm);
            hit.all(c.now.oc2);
        },
    ),
];

fn is_upn(upn: Text) -> bool {
    let short = upn.short();
    let letter = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'I' | b'O' | b'S');
    match short.as_str().as_bytes() {
        [first, digits @ .., last] if digits.len() == 11 => {
            letter(*first)
                && digits.iter().all(u8::is_ascii_digit)
                && (last.is_ascii_digit() || letter(*last))
        }
        _ => unknown_upn(upn),
    }
}
