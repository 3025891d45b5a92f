//! More of last year's return than rules ask of it, so that its figures can be compared with this year's: children who have left since, and what
//! was done for those who stayed.

use super::Invented;
use super::invent::{Story, tell};
use crate::dice::Dice;
use crate::ssda903::day::Day;
use crate::ssda903::tables::*;
use crate::ssda903::text::Text;
use crate::year::CollectionYear;

/// From here on are the numbers of children who left last year.
const LEFT: u32 = 5_000_000;

/// Last year of the child that was just invented, and of one who left now and then.
pub(super) fn child(dice: &mut Dice, year: CollectionYear, number: u32, out: &mut Invented) {
    let (start, end) = (Day::of(year.before().first_day()), Day::of(year.before().last_day()));
    stayed(dice, start, end, number, out);
    let story = match dice.below(100) {
        0..12 => Story::WentHome,
        12..14 => Story::Adopted,
        14..17 => Story::Leaver,
        _ => return,
    };
    let mut left = Invented::default();
    tell(dice, year.before(), LEFT.saturating_add(number), story, &mut left);
    out.last.header.append(&mut left.now.header);
    out.last.episodes.append(&mut left.now.episodes);
    out.last.reviews.append(&mut left.now.reviews);
    out.last.oc2.append(&mut left.now.oc2);
    out.last.oc3.append(&mut left.now.oc3);
    out.last.ad1.append(&mut left.now.ad1);
    out.last.placed_adoption.append(&mut left.now.placed_adoption);
    out.last.prev_perm.append(&mut left.now.prev_perm);
    out.last.missing.append(&mut left.now.missing);
    out.last.sw_episodes.append(&mut left.now.sw_episodes);
    out.last.dolo.append(&mut left.now.dolo);
}

/// Reviews, outcomes and times missing of a child who is in both returns.
fn stayed(dice: &mut Dice, start: Day, end: Day, number: u32, out: &mut Invented) {
    let id = Text::read(&format!("S{:07}", number + 1));
    let open = |it: &&Episode| it.child == id && it.dec.blank();
    // The child's rows are the last ones, as it was just invented.
    let Some(decom) = out.last.episodes.iter().rev().take(4).find(open).map(|it| it.decom) else { return };
    let from = if decom < start { start } else { decom };
    let mut review = from.plus_days(i64::from(dice.between(20, 90)));
    while review < end {
        let review_code = Text::code(dice.pick(&["PN1", "PN2", "PN3", "PN4"]));
        out.last.reviews.push(Review { child: id, review, review_code, ..Review::default() });
        review = review.plus_days(182);
    }
    if decom <= start
        && let Some(row) = out.now.oc2.last().filter(|it| it.child == id)
    {
        out.last.oc2.push(row.clone());
    }
    if decom < end.plus_days(-30) && dice.chance(100) {
        let mis_start = from.plus_days(i64::from(dice.between(1, 20)));
        let mis_end = mis_start.plus_days(i64::from(dice.between(0, 5)));
        out.last.missing.push(Missing {
            child: id,
            missing: Text::code("M"),
            mis_start,
            mis_end,
            ..Missing::default()
        });
    }
}
