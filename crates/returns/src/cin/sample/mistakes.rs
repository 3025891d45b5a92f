//! Mistakes as councils make them, each of which one rule must find.

use super::{Child, Episode, Mistake};
use crate::dice::{Dice, plus};
use crate::year::CollectionYear;

/// Puts one mistake in, of those that this child can have.
pub fn put_in(dice: &mut Dice, year: CollectionYear, child: &mut Child) -> Option<Mistake> {
    let (first, last) = (year.first_day(), year.last_day());
    let start = dice.below(MISTAKES.len() as u32) as usize;
    let id = child.id.clone();
    for step in 0..MISTAKES.len() {
        let (rule, put) = MISTAKES[(start + step) % MISTAKES.len()];
        if put(child, first, last).is_some() {
            return Some(Mistake { child: id, rule });
        }
    }
    None
}

type Put = fn(&mut Child, jiff::civil::Date, jiff::civil::Date) -> Option<()>;

/// The rule that must find it, and what puts it in; `None` where the child has no place for it.
const MISTAKES: [(&str, Put); 24] = [
    ("4180", |child, _, _| {
        child.sex = "X";
        Some(())
    }),
    ("4220", |child, _, _| {
        child.ethnicity = "WHIT";
        Some(())
    }),
    ("1510", |child, _, _| {
        child.upn.as_mut().map(|it| it.replace_range(..1, if it.starts_with('A') { "B" } else { "A" }))
    }),
    ("1530", |child, _, _| child.upn.as_mut().map(|it| it.replace_range(1..4, "999"))),
    ("8770Q", |child, _, _| child.upn.take().filter(|_| further_action(child)).map(|_| ())),
    ("8520", |child, _, last| child.birth.as_mut().map(|it| *it = plus(last, 3))),
    ("8525Q", |child, _, last| child.birth.map(|_| child.expected_birth = Some(last))),
    ("8540", |child, _, _| {
        (child.birth.is_some() && further_action(child)).then(|| child.disabilities = vec!["AAAA"])
    }),
    ("8790", |child, _, _| {
        (child.birth.is_some() && child.disabilities == ["NONE"]).then(|| child.disabilities.push("LD"))
    }),
    ("8794", |child, _, _| child.disabilities.first().copied().map(|it| child.disabilities.push(it))),
    ("8600", |child, _, last| child.episodes.last_mut().map(|it| it.referral = Some(plus(last, 5)))),
    ("8866", |child, _, _| child.episodes.last_mut().map(|it| it.source = "99")),
    ("8610", |child, _, _| helped(child).map(|it| it.need = None)),
    ("8650", |child, _, _| helped(child).map(|it| it.need = Some("N77"))),
    ("8620", |child, first, _| closed(child).map(|it| it.closure = Some(plus(first, -8)))),
    ("8805", |child, _, _| closed(child).map(|it| it.reason = None)),
    ("8640", |child, _, _| closed(child).map(|it| it.reason = Some("RC99"))),
    ("8608", |child, _, _| {
        let done = helped(child)?.assessments.iter_mut().find(|it| it.authorised.is_some())?;
        done.authorised = Some(plus(done.start, -1));
        Some(())
    }),
    ("8897Q", |child, _, _| {
        helped(child)?.assessments.iter_mut().find(|it| it.authorised.is_some()).map(|it| it.factors.clear())
    }),
    ("8898", |child, _, _| {
        let done = helped(child)?.assessments.iter_mut().find(|it| !it.factors.is_empty())?;
        let factor = done.factors.first().copied()?;
        done.factors.push(factor);
        Some(())
    }),
    ("8875", |child, _, _| {
        let day = enquired(child)?.enquiries.iter_mut().find_map(|it| it.conference.as_mut())?;
        while !crate::working_days::is_weekend(*day) {
            *day = plus(*day, 1);
        }
        Some(())
    }),
    ("8905", |child, _, _| protected(child)?.protection.first_mut().map(|it| it.category = "")),
    ("8841", |child, _, _| {
        let plan = protected(child)?.protection.first_mut()?;
        plan.reviews.insert(0, plan.start);
        Some(())
    }),
    ("4012Q", |child, _, _| {
        let plan = child.episodes.iter_mut().find_map(|it| it.plans.first_mut())?;
        plan.1 = Some(plan.0);
        Some(())
    }),
];

fn further_action(child: &Child) -> bool {
    child.episodes.iter().any(|it| !it.no_further_action)
}

fn helped(child: &mut Child) -> Option<&mut Episode> {
    child.episodes.iter_mut().find(|it| !it.no_further_action)
}

fn closed(child: &mut Child) -> Option<&mut Episode> {
    child.episodes.iter_mut().find(|it| it.closure.is_some())
}

fn enquired(child: &mut Child) -> Option<&mut Episode> {
    child.episodes.iter_mut().find(|it| it.enquiries.iter().any(|it| it.conference.is_some()))
}

fn protected(child: &mut Child) -> Option<&mut Episode> {
    child.episodes.iter_mut().find(|it| !it.protection.is_empty())
}
