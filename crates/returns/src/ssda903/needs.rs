//! Which rules say nothing because something was not given besides this year's files.

use super::Context;
use super::rules;
use crate::report::NotAsked;
use crate::year::CollectionYear;

/// What an analyst can give besides this year's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Last year's return.
    LastYear,
    /// The authority's code of the Office for National Statistics.
    Authority,
    /// Ofsted's list of providers.
    Providers,
    /// A file of postcodes.
    Postcodes,
}

impl Need {
    /// All of them.
    pub const ALL: [Need; 4] = [Need::LastYear, Need::Postcodes, Need::Providers, Need::Authority];

    /// The rules that find nothing without it, by their codes.
    pub fn rules(self) -> &'static [&'static str] {
        match self {
            Need::LastYear => &[
                "1001", "1002", "1010", "202", "203", "204", "205A", "205B", "205C", "205D", "207", "208",
                "348", "452", "453", "502", "503A", "503B", "503C", "503D", "503E", "503F", "503G", "503H",
                "503J", "559", "560", "561", "562", "576", "584", "624", "626", "706", "NoE",
            ],
            Need::Authority => &["1015", "229", "411"],
            Need::Providers => &["1008", "219", "221", "224", "227", "228", "229"],
            Need::Postcodes => &[
                "1015", "164", "169", "179", "218", "229", "230", "392a", "406", "411", "420", "452", "453",
                "454", "503G", "503H", "503J",
            ],
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Need::LastYear => "Last year’s return",
            Need::Authority => "The council’s code",
            Need::Providers => "Ofsted’s list of providers",
            Need::Postcodes => "A file of postcodes",
        }
    }
}

/// The rules of the year that were not asked, by what was missing.
pub fn not_asked(context: &Context, last_year: bool, postcodes: bool) -> Vec<NotAsked> {
    let year = context.year.unwrap_or(CollectionYear::LAST).nearest_known();
    let in_force = |code: &&&'static str| rules().iter().any(|it| it.code == **code && it.in_force(year));
    let given = |need: &Need| match need {
        Need::LastYear => last_year,
        Need::Authority => context.authority.is_some(),
        Need::Providers => context.providers.is_some(),
        Need::Postcodes => postcodes,
    };
    let missing = Need::ALL.into_iter().filter(|it| !given(it));
    missing
        .map(|need| NotAsked {
            missing: need.in_words(),
            rules: need.rules().iter().filter(in_force).copied().collect(),
        })
        .filter(|it| !it.rules.is_empty())
        .collect()
}
