//! Rules about the file's header and about all children together.

use rustc_hash::FxHashSet;

use super::rules;
use crate::cin::table::Row;
use crate::cin::tables::Child;
use crate::date::When;
use crate::year::CollectionYear;

rules! {
    /// The reference date must be there and be 31 March of the collection year: of the header's Year where it has one.
    Error "100" "Reference Date is incorrect" ["Header.ReferenceDate", "Header.Year"]
    @of_the_whole_return ()
    fn reference_date(cin, found) {
        for header in &cin.header {
            let said = header.reference_date.get();
            let right = said.is_some_and(|date| {
                let year = header.year.number().map_or(date.year(), |it| it as i16);
                (date.year(), date.month(), date.day()) == (year, 3, 31)
            });
            if !right {
                found.whole_return();
            }
        }
    }

    /// Plans that start in the year are counted, and so are the conferences of the year, in CINdetails and in Section47 together. There may
    /// not be more plans than conferences.
    Error "2883" "There are more child protection plans starting than initial conferences taking place"
    ["ChildProtectionPlans.CPPstartDate", "CINdetails.DateOfInitialCPC", "Section47.DateOfInitialCPC"]
    @of_the_whole_return ()
    fn more_plans_than_conferences(cin, found) {
        let plans = cin.protection_plans.iter().filter(|it| cin.in_year(it.start)).count();
        let after_enquiries = cin.section47.iter().filter(|it| cin.in_year(it.initial_conference)).count();
        let others = cin.episodes.iter().filter(|it| cin.in_year(it.initial_conference)).count();
        if plans > after_enquiries + others {
            found.whole_return();
        }
    }

    /// Children without an expected date of birth whose sex is missing or not known (U; 0 in the years of GenderCurrent) are more than 2 in 100
    /// of all child records. The specification's comment names only 0 and missing; U is what "no sex recorded" has been since 2024-25.
    Query "2886Q" "Please check and either amend or provide a reason: Percentage of children with no sex recorded is more than 2% (excluding unborns)"
    ["ChildIdentifiers.Sex", "ChildIdentifiers.ExpectedPersonBirthDate"]
    @of_the_whole_return ()
    fn sex_not_recorded(cin, found) {
        let recorded = |child: &Child| if cin.year < CollectionYear::of(2024) { child.gender.clone() } else { child.sex.clone() };
        let unknown = |child: &&Child| {
            let recorded = recorded(child);
            child.expected_birth.missing() && (recorded.missing() || recorded.is_one_of(&["0", "U"]))
        };
        if cin.children.iter().filter(unknown).count() * 50 > cin.children.len() {
            found.whole_return();
        }
    }

    /// Different codes other than NONE in the whole return are fewer than 8.
    Query "2887Q" "Please check and either amend or provide a reason: Less than 8 disability codes have been used in your return"
    ["Disabilities.Disability"]
    @of_the_whole_return ()
    fn few_disability_codes(cin, found) {
        let used: FxHashSet<_> = cin.disabilities.iter().filter_map(|it| it.disability.get()).filter(|it| *it != "NONE").collect();
        if used.len() < 8 {
            found.whole_return();
        }
    }

    /// Every child with a disability other than NONE has just one. A return with no disability at all is left to 2887Q.
    Query "2888Q" "Please check and either amend or provide a reason: Only one disability code is recorded per child and multiple disabilities should be recorded where possible."
    ["Disabilities.Disability"]
    @of_the_whole_return ()
    fn never_two_disabilities(cin, found) {
        let most = cin.disabilities.children().map(|rows| rows.iter().filter(|it| it.disability.present() && !it.disability.is("NONE")).count()).max();
        if most == Some(1) {
            found.whole_return();
        }
    }

    /// The same number at two children: each of them is named.
    Error "1520" "More than one record with the same UPN." ["ChildIdentifiers.UPN"]
    @of_the_whole_return ()
    fn same_pupil_number(cin, found) {
        twice(cin.children.iter().map(|it| (it.upn.get(), it)), |child| found.add([child.at(Child::UPN)]));
    }

    /// The same LA child ID at two children: each of them is named.
    Error "8510" "More than one child record with the same LA Child ID" ["ChildIdentifiers.LAchildID"]
    @of_the_whole_return ()
    fn same_child_id(cin, found) {
        twice(cin.children.iter().map(|it| (it.la_child_id.get(), it)), |child| found.add([child.at(Child::ID)]));
    }

    /// From 30 days before the reference date to nine months after it.
    Query "8530Q" "Please check and either amend data or provide a reason: Expected Date of Birth is outside the expected range for this census (March to December of the Census Year end)"
    ["ChildIdentifiers.ExpectedPersonBirthDate", "Header.ReferenceDate"]
    fn expected_birth_in_range(cin, found) {
        let reference = When::from(cin.last_day());
        let (first, last) = (reference.plus_days(-30), reference.plus(jiff::Span::new().months(9)));
        for child in &cin.children {
            if child.expected_birth.before(first) || child.expected_birth.after(last) {
                found.add([child.at(Child::EXPECTED_BIRTH)]);
            }
        }
    }
}

/// Hands on everybody who shares a value with somebody else, in the order of the file.
fn twice<'a>(
    all: impl Iterator<Item = (Option<&'a str>, &'a Child)> + Clone,
    mut tell: impl FnMut(&'a Child),
) {
    let mut seen = FxHashSet::default();
    let mut shared = FxHashSet::default();
    for (value, _) in all.clone() {
        if let Some(value) = value.filter(|it| !seen.insert(*it)) {
            shared.insert(value);
        }
    }
    for (_, child) in all.filter(|(value, _)| value.is_some_and(|it| shared.contains(it))) {
        tell(child);
    }
}
