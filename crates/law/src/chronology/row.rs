//! One row of a chronology, and whether it can be kept.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ApproximateDate;
use crate::codes::code_enum;
use crate::date_of_birth::DateOfBirth;
use crate::working_days::day_month_year;

/// The most characters of a headline.
pub const MOST_HEADLINE: usize = 200;

code_enum! {
    /// What a row is about.
    pub enum Category {
        /// What happened before a birth: pregnancy, and the family's own history.
        FamilyHistory = "family_history", "Pregnancy or family history";
        /// Birth, death, or who lives in the home.
        Household = "household", "Birth, death or change in the household";
        /// Address.
        Address = "address", "Address";
        /// School or nursery.
        School = "school", "School or nursery";
        /// Health or injury.
        Health = "health", "Health or injury";
        /// Worry about abuse or neglect.
        Concern = "concern", "Concern about abuse or neglect";
        /// Domestic abuse.
        DomesticAbuse = "domestic_abuse", "Domestic abuse";
        /// Missing.
        Missing = "missing", "Missing";
        /// Police.
        Police = "police", "Police";
        /// Contact or referral.
        Contact = "contact", "Contact or referral";
        /// Assessment.
        Assessment = "assessment", "Assessment";
        /// Strategy discussion or enquiry.
        Enquiry = "enquiry", "Strategy discussion or enquiry";
        /// Conference.
        Conference = "conference", "Conference";
        /// Plan begun or ended.
        Plan = "plan", "Plan started or ended";
        /// Order of a court.
        LegalOrder = "legal_order", "Legal order";
        /// Placement.
        Placement = "placement", "Placement";
        /// Court.
        Court = "court", "Court";
        /// Something good.
        Positive = "positive", "Positive change or achievement";
        /// A service begun or ended.
        Service = "service", "Service started or ended";
        /// Another worker.
        Worker = "worker", "Change of worker";
    }
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Somebody wrote it. Of a written and an automatic row of one event, the written one is kept.
    Written,
    /// From what casework records.
    Automatic,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub when: ApproximateDate,
    /// What about.
    pub category: Category,
    /// What happened, in one factual sentence.
    pub headline: String,
    /// The children it is about, by id, each with what it meant for them; empty where nobody said.
    pub subjects: BTreeMap<String, String>,
    /// What it rests on: "Letter of the hospital".
    pub source: String,
    /// The agency it comes from.
    pub agency: String,
    /// What was done.
    pub action: String,
    /// Whether it mattered. The others are shown when asked for.
    pub is_significant: bool,
    /// Where the row comes from.
    pub origin: Origin,
    /// The events of casework it tells of, by id. Two rows with one event in common tell of the same.
    pub events: Vec<String>,
}

/// Somebody a row is about, with what is known of their birth.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Their id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Their birth.
    pub birth: DateOfBirth,
}

/// Why a row cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// No headline.
    #[error("Enter what happened, in one sentence")]
    NoHeadline,
    /// Too long a headline.
    #[error("What happened must be {MOST_HEADLINE} characters or fewer. You have {0} too many")]
    LongHeadline(usize),
    /// Nobody it is about.
    #[error("Select the children this is about")]
    NoSubject,
    /// A day that does not exist.
    #[error("Enter a real date")]
    NoSuchDate,
    /// A day ahead.
    #[error("The date must be today or in the past")]
    Future,
    /// Before a birth.
    #[error(
        "{name} was born {born}, after this date. Change the date, take {name} out, or select ‘{}’ as what this is about",
        Category::FamilyHistory.label()
    )]
    BeforeBirth {
        /// Who.
        name: String,
        /// "on 10 July 2012", "about 2012".
        born: String,
    },
}

/// Whether a row can be kept. Everybody in `people` whom the row is about is compared with their birth: only what certainly
/// lies before a birth is refused, and pregnancy and family history never are.
///
/// # Errors
/// Everything to put right.
pub fn check(row: &Row, people: &[Subject], today: Date) -> Result<(), Vec<RowProblem>> {
    let mut problems = Vec::new();
    let headline = row.headline.trim().chars().count();
    if headline == 0 {
        problems.push(RowProblem::NoHeadline);
    } else if headline > MOST_HEADLINE {
        problems.push(RowProblem::LongHeadline(headline - MOST_HEADLINE));
    }
    if row.subjects.is_empty() {
        problems.push(RowProblem::NoSubject);
    }
    match row.when.bounds() {
        None => problems.push(RowProblem::NoSuchDate),
        Some((first, last)) => {
            // "2026" may be said in 2026: what begins after today is ahead, what may end after it is not.
            if first.is_some_and(|first| first > today) || (first.is_none() && last > today) {
                problems.push(RowProblem::Future);
            }
            if row.category != Category::FamilyHistory {
                let about = people.iter().filter(|person| row.subjects.contains_key(&person.id));
                problems.extend(about.filter_map(|person| before_birth(person, last)));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn before_birth(person: &Subject, last: Date) -> Option<RowProblem> {
    // An unborn child has no life yet that anything could have happened in.
    let (earliest, _) = person.birth.bounds()?;
    if last >= earliest {
        return None;
    }
    let born = match person.birth {
        DateOfBirth::Exact { date } => format!("on {}", day_month_year(date)),
        other => other.in_words(),
    };
    Some(RowProblem::BeforeBirth { name: person.name.clone(), born })
}
