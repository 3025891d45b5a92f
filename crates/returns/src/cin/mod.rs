//! The children in need census: 1 April to 31 March, every child referred to or helped by children's social care.
//!
//! Sources: the Department for Education's guide and specification of the census (Children Act 1989, s.83).

pub mod codes;
mod corpus;
pub mod read;
pub mod report;
pub mod rules;
pub mod sample;
pub mod table;
pub mod tables;
pub mod year_on_year;

use jiff::civil::Date;

pub use corpus::check_case;
use table::{Key, Place, Row, Table};
use tables::{
    Assessment, Characteristics, Child, CinPlan, Disability, Episode, Header, PreProceedings, ProtectionPlan,
    Review, Section47,
};

use crate::finding::{Cell, Column, Finding, Found};
use crate::rule::{Rule, Scope};
use crate::year::CollectionYear;

/// Does something with the table of this name.
macro_rules! each_table {
    ($cin:expr, $name:expr, |$table:ident| $then:expr) => {
        match $name {
            "Header" => {
                let $table = &$cin.header;
                $then
            }
            "ChildIdentifiers" => {
                let $table = &$cin.children;
                $then
            }
            "ChildCharacteristics" => {
                let $table = &$cin.characteristics;
                $then
            }
            "Disabilities" => {
                let $table = &$cin.disabilities;
                $then
            }
            "CINdetails" => {
                let $table = &$cin.episodes;
                $then
            }
            "Assessments" => {
                let $table = &$cin.assessments;
                $then
            }
            "CINplanDates" => {
                let $table = &$cin.cin_plans;
                $then
            }
            "Section47" => {
                let $table = &$cin.section47;
                $then
            }
            "ChildProtectionPlans" => {
                let $table = &$cin.protection_plans;
                $then
            }
            "Reviews" => {
                let $table = &$cin.reviews;
                $then
            }
            "PreProceedingsandFGDM" => {
                let $table = &$cin.pre_proceedings;
                $then
            }
            _ => None,
        }
    };
}

/// A census, as the rules see it.
#[derive(Debug)]
pub struct Cin {
    /// By the rules and codes of which year it is checked.
    pub year: CollectionYear,
    /// What the file says of itself.
    pub header: Table<Header>,
    /// The children.
    pub children: Table<Child>,
    /// More about them.
    pub characteristics: Table<Characteristics>,
    /// Their disabilities.
    pub disabilities: Table<Disability>,
    /// Their episodes of need.
    pub episodes: Table<Episode>,
    /// Assessments, a row for each factor.
    pub assessments: Table<Assessment>,
    /// Child in need plans.
    pub cin_plans: Table<CinPlan>,
    /// Section 47 enquiries.
    pub section47: Table<Section47>,
    /// Child protection plans.
    pub protection_plans: Table<ProtectionPlan>,
    /// Their reviews.
    pub reviews: Table<Review>,
    /// Pre-proceedings.
    pub pre_proceedings: Table<PreProceedings>,
}

impl Cin {
    /// The last day of the census: the file's reference date, or 31 March of the year where it has none.
    pub fn last_day(&self) -> Date {
        let said = self.header.iter().find_map(|it| it.reference_date.get());
        said.unwrap_or_else(|| self.year.last_day())
    }

    /// The first day of the census: the day after the last day of the year before, 1 April.
    pub fn first_day(&self) -> Date {
        crate::date::When::from(self.last_day())
            .plus_years(-1)
            .plus_days(1)
            .get()
            .unwrap_or_else(|| self.year.first_day())
    }

    /// Whether a date lies in the census's year.
    pub fn in_year(&self, date: crate::date::When) -> bool {
        date.within(self.first_day(), self.last_day())
    }

    /// What a cell holds, as it is shown; `None` where it is empty.
    pub fn value(&self, cell: Cell) -> Option<String> {
        if cell.column.name == Child::ID.name {
            return self.child_id(self.place(cell)?.child).map(str::to_owned);
        }
        let (name, row) = (cell.column.name, cell.row);
        each_table!(self, cell.column.table, |table| table.get(row).and_then(|it| it.value(name)))
    }

    /// Where a cell's row is.
    pub fn place(&self, cell: Cell) -> Option<Place> {
        each_table!(self, cell.column.table, |table| table.get(cell.row).map(|it| *it.place()))
    }

    /// How many assessments there are: [`Cin::assessments`] has a row for each of their factors.
    pub fn whole_assessments(&self) -> usize {
        let first = |it: &&Assessment| {
            self.assessments.of_part(*it).next().is_none_or(|first| first.place.row == it.place.row)
        };
        self.assessments.iter().filter(first).count()
    }

    /// The council's own number of a child.
    pub fn child_id(&self, child: Key) -> Option<&str> {
        self.children.of_key(child).find_map(|it| it.la_child_id.get())
    }
}

/// All columns of all tables.
pub fn known_columns() -> impl Iterator<Item = &'static Column> {
    let of_tables = [
        Header::COLUMNS,
        Child::COLUMNS,
        Characteristics::COLUMNS,
        Disability::COLUMNS,
        Episode::COLUMNS,
        Assessment::COLUMNS,
        CinPlan::COLUMNS,
        Section47::COLUMNS,
        ProtectionPlan::COLUMNS,
        Review::COLUMNS,
        PreProceedings::COLUMNS,
    ];
    let of_places = [
        Disability::CHILD_ID,
        Characteristics::CHILD_ID,
        Episode::CHILD_ID,
        Assessment::CHILD_ID,
        Assessment::EPISODE_ID,
        CinPlan::CHILD_ID,
        Section47::CHILD_ID,
        ProtectionPlan::CHILD_ID,
        ProtectionPlan::EPISODE_ID,
    ];
    of_tables.into_iter().flatten().copied().chain(of_places)
}

/// Asks every rule of the census's year.
pub fn check(cin: &Cin) -> Vec<Finding> {
    check_with(cin, |_| true)
}

/// Asks those rules of the year that `wanted` says.
pub fn check_with(cin: &Cin, wanted: impl Fn(&Rule<Cin>) -> bool) -> Vec<Finding> {
    let mut found = Found::new();
    for rule in rules::all().filter(|it| it.in_force(cin.year) && wanted(it)) {
        found.by_rule(rule.code);
        (rule.check)(cin, &mut found);
    }
    found.into_findings()
}

/// Asks the rules that can be asked of one child: what a page says when a child's record is saved.
///
/// `child` is a census of that child alone, with the header of the year. Rules that compare children or count them all are left out.
/// A server calls [`crate::warm_up`] once, so that the first child is as quick as the others.
pub fn check_child(child: &Cin) -> Vec<Finding> {
    check_with(child, |rule| rule.scope == Scope::Child)
}
