//! Rules about assessments and the factors found at their end.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Assessment, Disability, Episode};
use crate::working_days;

rules! {
    /// Within one episode.
    Error "1103" "The assessment start date cannot be before the referral date" ["Assessments.AssessmentActualStartDate", "CINdetails.CINreferralDate"]
    fn starts_before_referral(cin, found) {
        for assessment in &cin.assessments {
            for episode in cin.episodes.of_episode(assessment).filter(|it| assessment.start.before(it.referral)) {
                found.add([assessment.at(Assessment::START), episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// Where both are present, the end is not before the start.
    Error "8608" "Assessment Start Date cannot be later than its End Date"
    ["Assessments.AssessmentActualStartDate", "Assessments.AssessmentAuthorisationDate"]
    fn ends_before_start(cin, found) {
        for assessment in &cin.assessments {
            if assessment.authorised.before(assessment.start) {
                found.add([assessment.at(Assessment::START), assessment.at(Assessment::AUTHORISED)]);
            }
        }
    }

    /// No end, but a factor.
    Error "8614" "Parental or child factors at assessment should only be present for a completed assessment."
    ["Assessments.AssessmentAuthorisationDate", "Assessments.AssessmentFactors"]
    fn factors_before_the_end(cin, found) {
        for assessment in &cin.assessments {
            if assessment.authorised.missing() && assessment.factor.present() {
                found.add([assessment.at(Assessment::AUTHORISED), assessment.at(Assessment::FACTOR)]);
            }
        }
    }

    /// 8A is not in the list of codes: private fostering is 8B to 8F.
    Error "8617" "Code 8A has been returned. This code is not a valid code."
    ["Assessments.AssessmentFactors"]
    @until (2022)
    fn old_factor_8a(cin, found) {
        for row in cin.assessments.iter().filter(|it| it.factor.is("8A")) {
            found.add([row.at(Assessment::FACTOR)]);
        }
    }

    /// The 45 working days are counted back with the reference date as the first: started before the 45th of them, without an end.
    Query "8670Q" "Please check and either amend data or provide a reason: Assessment started more than 45 working days before the end of the census year. However, there is no Assessment end date."
    ["Assessments.AssessmentAuthorisationDate", "Assessments.AssessmentActualStartDate"]
    fn open_for_long(cin, found) {
        let limit = working_days::last(45, cin.last_day());
        for assessment in &cin.assessments {
            if assessment.authorised.missing() && assessment.start.before(limit) {
                found.add([assessment.at(Assessment::AUTHORISED), assessment.at(Assessment::START)]);
            }
        }
    }

    /// Where there is an end, it is in the year.
    Error "8696" "Assessment end date must fall within the census year" ["Assessments.AssessmentAuthorisationDate", "Header.ReferenceDate"]
    fn ends_outside_the_year(cin, found) {
        for assessment in cin.assessments.iter().filter(|it| it.authorised.present()) {
            if !cin.in_year(assessment.authorised) {
                found.add([assessment.at(Assessment::AUTHORISED)]);
            }
        }
    }

    /// Without an end, and with a start: the start is in the year.
    Error "8736" "For an Assessment that has not been completed, the start date must fall within the census year"
    ["Assessments.AssessmentAuthorisationDate", "Assessments.AssessmentActualStartDate"]
    fn open_since_another_year(cin, found) {
        for assessment in cin.assessments.iter().filter(|it| it.authorised.missing() && it.start.present()) {
            if !cin.in_year(assessment.start) {
                found.add([assessment.at(Assessment::AUTHORISED), assessment.at(Assessment::START)]);
            }
        }
    }

    /// Within one episode, an assessment starts on or between the start and the end of another; where that one has no end, up to the reference date.
    Query "8863Q" "An Assessment is shown as starting when there is another Assessment ongoing."
    ["Assessments.AssessmentActualStartDate", "Assessments.AssessmentAuthorisationDate"]
    fn starts_within_another(cin, found) {
        for assessment in cin.assessments.iter().filter(|it| it.start.present()) {
            for other in cin.assessments.of_episode(assessment).filter(|it| !same(it, assessment)) {
                let end = other.authorised.or(cin.last_day());
                if assessment.start.on_or_after(other.start) && assessment.start.on_or_before(end) {
                    found.add([assessment.at(Assessment::START), other.at(Assessment::START), other.at(Assessment::AUTHORISED)]);
                }
            }
        }
    }

    /// 21 is "no factors identified". The factors beside it are named.
    Error "8869" "The assessment factors code “21” cannot be used in conjunction with any other assessment factors." ["Assessments.AssessmentFactors"]
    fn no_factors_and_others(cin, found) {
        for factor in cin.assessments.iter().filter(|it| it.factor.present() && !it.factor.is("21")) {
            if cin.assessments.of_part(factor).any(|it| it.factor.is("21")) {
                found.add([factor.at(Assessment::FACTOR)]);
            }
        }
    }

    /// Within one episode, more than one assessment has no end. Each of them is named.
    Error "8896" "Within one CINDetails group there are 2 or more open Assessments groups" ["Assessments.AssessmentAuthorisationDate"]
    fn two_open(cin, found) {
        for rows in cin.assessments.episodes() {
            let open: Vec<_> = rows.into_iter().filter(|it| it.authorised.missing()).collect();
            if open.iter().any(|it| !same(it, open[0])) {
                found.add(open.into_iter().map(|it| it.at(Assessment::AUTHORISED)));
            }
        }
    }

    /// Ended in the year or later, without a factor or with one that is no code.
    Query "8897Q" "Parental or child factors at assessment information is missing from a completed assessment"
    ["Assessments.AssessmentAuthorisationDate", "Assessments.AssessmentFactors"]
    fn no_factors_at_the_end(cin, found) {
        for assessment in cin.assessments.iter().filter(|it| it.authorised.on_or_after(cin.first_day())) {
            if !codes::valid("AssessmentFactors", &assessment.factor, cin.year) {
                found.add([assessment.at(Assessment::AUTHORISED), assessment.at(Assessment::FACTOR)]);
            }
        }
    }

    /// Each of the equal factors is named.
    Error "8898" " The assessment has more than one parental or child factors with the same code" ["Assessments.AssessmentFactors"]
    fn same_factor_twice(cin, found) {
        for row in cin.assessments.iter().filter(|it| it.factor.present()) {
            if cin.assessments.of_part(row).filter(|it| it.factor == row.factor).nth(1).is_some() {
                found.add([row.at(Assessment::FACTOR)]);
            }
        }
    }

    /// An assessment that ended in the year or later, of a child with a disability other than NONE, has 5A or 6A (a learning or a physical disability
    /// of the child) among its factors. All its factors are named, and the disabilities.
    Query "8899Q" "Please check: A child identified as having a disability does not have a disability factor recorded at the end of assessment."
    ["Assessments.AssessmentFactors", "Disabilities.Disability"]
    @until (2022)
    fn no_disability_factor(cin, found) {
        for assessment in cin.assessments.iter().filter(|it| it.authorised.on_or_after(cin.first_day())) {
            let mut factors = cin.assessments.of_part(assessment).peekable();
            // Each assessment once, though it has a row for each of its factors.
            if factors.peek().is_some_and(|it| it.place.row != assessment.place.row) {
                continue;
            }
            let factors: Vec<_> = if factors.peek().is_some() { factors.collect() } else { vec![assessment] };
            let disabled = |it: &&Disability| it.disability.present() && !it.disability.is("NONE");
            let disabilities: Vec<_> = cin.disabilities.of_child(assessment).filter(disabled).collect();
            if !disabilities.is_empty() && !factors.iter().any(|it| it.factor.is_one_of(&["5A", "6A"])) {
                let named = factors.iter().map(|it| it.at(Assessment::FACTOR));
                found.add(named.chain(disabilities.iter().map(|it| it.at(Disability::DISABILITY))));
            }
        }
    }

    /// Physical abuse is 18B (by another child) or 18C (by an adult). Small letters are asked about too.
    Query "8945Q" "Please check and either amend data or provide a reason: the assessment factors code '18A' should not be used ('18B' or '18C' should be used instead)"
    ["Assessments.AssessmentFactors"]
    @since (2024)
    fn old_factor_18a(cin, found) {
        for row in cin.assessments.iter().filter(|it| it.factor.get().is_some_and(|it| it.eq_ignore_ascii_case("18A"))) {
            found.add([row.at(Assessment::FACTOR)]);
        }
    }

    /// Sexual abuse is 19B (by another child) or 19C (by an adult). Small letters are asked about too.
    Query "8950Q" "Please check and either amend data or provide a reason: the assessment factors code '19A' should not be used ('19B' or '19C' should be used instead)"
    ["Assessments.AssessmentFactors"]
    @since (2024)
    fn old_factor_19a(cin, found) {
        for row in cin.assessments.iter().filter(|it| it.factor.get().is_some_and(|it| it.eq_ignore_ascii_case("19A"))) {
            found.add([row.at(Assessment::FACTOR)]);
        }
    }
}

/// Whether two rows are of one assessment: factors of it.
fn same(one: &Assessment, other: &Assessment) -> bool {
    one.place.row == other.place.row
        || (one.place.part_of.present() && one.place.part_of == other.place.part_of)
}
