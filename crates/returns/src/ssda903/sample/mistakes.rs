//! Something wrong on purpose, and the rule that must find it.

use crate::dice::Dice;
use crate::ssda903::day::Day;
use crate::ssda903::returned::Return;
use crate::ssda903::table::Table;
use crate::ssda903::text::Text;

/// Something wrong that was put in on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Which rule must find it.
    pub rule: &'static str,
    /// In which table.
    pub table: Table,
    /// In which row of it, from 0.
    pub row: u32,
}

/// How long some tables were before a child was added.
pub(super) struct Lengths {
    header: usize,
    episodes: usize,
    reviews: usize,
    oc2: usize,
    oc3: usize,
    ad1: usize,
    missing: usize,
    sw: usize,
    dolo: usize,
}

impl Lengths {
    pub(super) fn of(it: &Return) -> Lengths {
        Lengths {
            header: it.header.len(),
            episodes: it.episodes.len(),
            reviews: it.reviews.len(),
            oc2: it.oc2.len(),
            oc3: it.oc3.len(),
            ad1: it.ad1.len(),
            missing: it.missing.len(),
            sw: it.sw_episodes.len(),
            dolo: it.dolo.len(),
        }
    }
}

/// Puts one mistake into the rows that were added last. `None` where the child has no row for the mistake that chance chose.
pub(super) fn put_in(dice: &mut Dice, now: &mut Return, before: &Lengths) -> Option<Mistake> {
    let (rule, table, row) = match dice.below(19) {
        0 => {
            now.header.last_mut()?.sex = Text::code("X");
            ("101", Table::Header, before.header)
        }
        1 => {
            now.header.last_mut()?.dob = Day::BLANK;
            ("102", Table::Header, before.header)
        }
        2 => {
            now.header.last_mut()?.ethnic = Text::code("WHIT");
            ("103", Table::Header, before.header)
        }
        3 => {
            now.header.last_mut()?.upn = Text::code("12345");
            ("168", Table::Header, before.header)
        }
        4 => {
            let header = now.header.last_mut()?;
            (header.mother, header.mc_dob) = (Text::code("1"), Day::BLANK);
            ("611", Table::Header, before.header)
        }
        5 => {
            let twice = now.header.last()?.clone();
            now.header.push(twice);
            ("INT32", Table::Header, before.header)
        }
        6 => {
            now.episodes.get_mut(before.episodes)?.rne = Text::code("Q");
            ("143", Table::Episodes, before.episodes)
        }
        7 => {
            now.episodes.get_mut(before.episodes)?.cin = Text::code("N9");
            ("145", Table::Episodes, before.episodes)
        }
        8 => {
            let episode = now.episodes.get_mut(before.episodes)?;
            episode.dec = episode.decom.plus_days(-1);
            ("356", Table::Episodes, before.episodes)
        }
        9 => {
            now.episodes.get_mut(before.episodes)?.pl_post = Text::code("NOWHERE");
            ("392c", Table::Episodes, before.episodes)
        }
        10 => {
            let episode = now.episodes.get_mut(before.episodes)?;
            episode.rec = if episode.rec.given() { Text::BLANK } else { Text::code("E4A") };
            ("148", Table::Episodes, before.episodes)
        }
        11 => {
            now.episodes.get_mut(before.episodes)?.place = Text::code("H5");
            ("146", Table::Episodes, before.episodes)
        }
        12 => {
            now.reviews.get_mut(before.reviews)?.review = Day::BLANK;
            ("166", Table::Reviews, before.reviews)
        }
        13 => {
            now.oc2.get_mut(before.oc2)?.sdq_score = Text::code("41");
            ("180", Table::Oc2, before.oc2)
        }
        14 => {
            now.oc3.get_mut(before.oc3)?.in_touch = Text::code("MAYBE");
            ("131", Table::Oc3, before.oc3)
        }
        15 => {
            now.ad1.get_mut(before.ad1)?.date_match = Day::BLANK;
            ("151", Table::Ad1, before.ad1)
        }
        16 => {
            let missing = now.missing.get_mut(before.missing)?;
            missing.mis_end = missing.mis_start.plus_days(-1);
            ("567", Table::Missing, before.missing)
        }
        17 => {
            now.sw_episodes.get_mut(before.sw)?.sw_id = Text::code("12");
            ("SW02STG1", Table::SwEpisodes, before.sw)
        }
        _ => {
            let order = now.dolo.get_mut(before.dolo)?;
            order.dolo_end = order.dolo_start;
            ("702", Table::DoLo, before.dolo)
        }
    };
    Some(Mistake { rule, table, row: row as u32 })
}
