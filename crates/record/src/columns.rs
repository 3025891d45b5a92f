//! The register of columns (`columns.toml`): what every column in both databases holds, why, for how long and who may be told.
//!
//! The head of the file explains it. A test compares it with the databases and with the council's notice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use law::pack::People;
use law::processing::{self, Says};
use serde::Deserialize;

/// Room (schema), table, and what the file says of it.
pub type Register = BTreeMap<String, BTreeMap<String, Table>>;

/// The purpose or retention class of what no notice speaks of.
pub const SYSTEM: &str = "system";

/// The category of answers: each has its question's.
pub const BY_QUESTION: &str = "by-question";

/// One table.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Table {
    /// The purpose it is collected for, of the notice.
    pub purpose: String,
    /// The retention class, of the notice.
    pub retention: String,
    /// What it is for and when it goes, where no notice speaks of it.
    pub because: Option<String>,
    /// The category of the notice that its columns are of, where `categories` does not say otherwise.
    pub category: Option<String>,
    /// Columns of another category.
    #[serde(default)]
    pub categories: BTreeMap<String, String>,
    /// Whom it is about, where it is not a child and their family.
    #[serde(default)]
    pub people: Vec<People>,
    /// Recipients of the notice who may be told.
    #[serde(default, rename = "may_leave_to")]
    pub may_leave_to: Vec<String>,
    /// Columns that stay here even so.
    #[serde(default, rename = "never_leaves")]
    pub never_leaves: BTreeSet<String>,
    /// Who somebody is.
    #[serde(default)]
    pub identifier: Vec<String>,
    /// Where somebody lives and how to reach them.
    #[serde(default)]
    pub contact: Vec<String>,
    /// Article 9.
    #[serde(default)]
    pub special_category: Vec<String>,
    /// Article 10.
    #[serde(default)]
    pub criminal: Vec<String>,
    /// Words written about somebody.
    #[serde(default)]
    pub narrative: Vec<String>,
    /// One of a list, a date or a figure about somebody's life or case.
    #[serde(default)]
    pub code: Vec<String>,
    /// About the people who work here.
    #[serde(default)]
    pub staff: Vec<String>,
    /// Joins rows; when and by whom a row was made.
    #[serde(default)]
    pub operational: Vec<String>,
    /// Who looked at what.
    #[serde(default)]
    pub access_log: Vec<String>,
    /// Keys, hashes, tokens.
    #[serde(default)]
    pub key: Vec<String>,
}

static REGISTER: LazyLock<Register> =
    LazyLock::new(|| toml::from_str(include_str!("../columns.toml")).expect("a test reads columns.toml"));

/// The register of this version.
pub fn register() -> &'static Register {
    &REGISTER
}

/// The register as the record of processing activities takes it.
pub fn tables() -> Vec<processing::Table> {
    let rooms = register().iter();
    rooms
        .flat_map(|(room, tables)| {
            tables.iter().map(move |(name, table)| table.neutral(format!("{room}.{name}")))
        })
        .collect()
}

impl Table {
    /// Every column with its group.
    pub fn columns(&self) -> Vec<(&str, &'static str)> {
        let groups = [
            ("identifier", &self.identifier),
            ("contact", &self.contact),
            ("special-category", &self.special_category),
            ("criminal", &self.criminal),
            ("narrative", &self.narrative),
            ("code", &self.code),
            ("staff", &self.staff),
            ("operational", &self.operational),
            ("access-log", &self.access_log),
            ("key", &self.key),
        ];
        let each = groups
            .into_iter()
            .flat_map(|(group, names)| names.iter().map(move |name| (name.as_str(), group)));
        each.collect()
    }

    /// Whether columns of a group say something about people that a notice speaks of.
    pub fn is_information(group: &str) -> bool {
        !matches!(group, "operational" | "access-log" | "key")
    }

    /// The notice's category of a column, or [`BY_QUESTION`]; none for what only joins, locks or logs.
    pub fn category_of(&self, column: &str, group: &str) -> Option<&str> {
        let own = self.categories.get(column);
        let usual = self.category.as_ref().filter(|_| Table::is_information(group));
        own.or(usual).map(String::as_str)
    }

    fn neutral(&self, place: String) -> processing::Table {
        let noticed = |word: &String| (word != SYSTEM).then(|| word.clone());
        let columns = self.columns().into_iter().map(|(name, group)| processing::Column {
            name: name.to_owned(),
            says: match self.category_of(name, group) {
                Some(BY_QUESTION) => Says::ByQuestion,
                Some(category) => Says::Category(category.to_owned()),
                None => Says::Nothing,
            },
            about_staff: group == "staff",
            access_log: group == "access-log",
            stays: self.never_leaves.contains(name),
        });
        processing::Table {
            place,
            purpose: noticed(&self.purpose),
            retention: noticed(&self.retention),
            because: self.because.clone(),
            people: self.whom(),
            may_leave_to: self.may_leave_to.clone(),
            columns: columns.collect(),
        }
    }

    /// A child and their family unless the file says otherwise, and whoever made the row.
    fn whom(&self) -> Vec<People> {
        let family = [People::Children, People::ParentsAndCarers, People::Relatives];
        let mut people = if self.people.is_empty() { family.to_vec() } else { self.people.clone() };
        let made_by = self.operational.iter().any(|column| column.ends_with("_by"));
        if made_by || !self.staff.is_empty() || !self.access_log.is_empty() {
            people.push(People::Staff);
        }
        people
    }
}
