//! A family and its network, before being written down. People are known here by their place in the list.

use jiff::civil::Date;

use super::Human;

/// Somebody staying in a home.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub who: usize,
    pub from: Date,
    pub until: Option<Date>,
    /// A child who spends part of the week in another home.
    pub shared: bool,
}

/// Where a home was for a time.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub from: Date,
    pub until: Option<Date>,
    pub line_1: String,
    pub town: usize,
    pub postcode: String,
    pub tenure: &'static str,
    pub why: Option<&'static str>,
}

/// A household: who stays, and the addresses it has had.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub stays: Vec<Stay>,
    pub places: Vec<Place>,
    /// Why its address must stay secret.
    pub confidential: Option<&'static str>,
}

/// Who is what to whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    pub who: usize,
    pub kind: &'static str,
    pub to: usize,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub main_carer: Option<bool>,
    pub certainty: &'static str,
}

/// Parental responsibility.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parental {
    pub adult: usize,
    pub child: usize,
    pub how: &'static str,
    pub from: Option<Date>,
}

/// A family and its network. The first home is the family's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Circle {
    pub people: Vec<Human>,
    pub homes: Vec<Home>,
    pub ties: Vec<Tie>,
    pub parental: Vec<Parental>,
    /// Likelihood of needing help, against 100 for a couple with their own children.
    pub strain: u32,
}

impl Circle {
    /// Adds a person and gives their place.
    pub fn add(&mut self, human: Human) -> usize {
        self.people.push(human);
        self.people.len() - 1
    }

    /// Adds a tie nobody disputes.
    pub fn tie(
        &mut self,
        who: usize,
        kind: &'static str,
        to: usize,
        from: Option<Date>,
        until: Option<Date>,
    ) {
        self.ties.push(Tie { who, kind, to, from, until, main_carer: None, certainty: "verified" });
    }

    /// Says who looks after a child day to day.
    pub fn main_carer(&mut self, who: usize, child: usize) {
        for tie in &mut self.ties {
            if tie.who == who && tie.to == child {
                tie.main_carer = Some(true);
            }
        }
    }

    /// Places of those living who are under 18 on a day.
    pub fn minors(&self, on: Date) -> Vec<usize> {
        let young = |place: &usize| self.people[*place].is_minor(on) && self.people[*place].died.is_none();
        (0..self.people.len()).filter(young).collect()
    }
}
