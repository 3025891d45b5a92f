//! Rules about section 47 enquiries and initial child protection conferences.

use super::rules;
use crate::cin::table::Row;
use crate::cin::tables::{Episode, Section47};
use crate::date::When;
use crate::working_days;

rules! {
    /// Within one episode.
    Error "1104" "The date of the initial child protection conference cannot be before the referral date"
    ["Section47.DateOfInitialCPC", "CINdetails.CINreferralDate"]
    fn conference_before_referral(cin, found) {
        for enquiry in &cin.section47 {
            for episode in cin.episodes.of_episode(enquiry).filter(|it| enquiry.initial_conference.before(it.referral)) {
                found.add([enquiry.at(Section47::INITIAL_CONFERENCE), episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// Within one episode.
    Error "2889" "The S47 start date cannot be before the referral date." ["Section47.S47ActualStartDate", "CINdetails.CINreferralDate"]
    fn starts_before_referral(cin, found) {
        for enquiry in &cin.section47 {
            for episode in cin.episodes.of_episode(enquiry).filter(|it| enquiry.start.before(it.referral)) {
                found.add([enquiry.at(Section47::START), episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// Within one episode a date of an initial conference stands in CINdetails, and one stands in a Section47, the same day or not.
    Error "2884" "An initial child protection conference is recorded at both the S47 and CIN Details level and it should only be recorded in one"
    ["Section47.DateOfInitialCPC", "CINdetails.DateOfInitialCPC"]
    fn conference_recorded_twice(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.initial_conference.present()) {
            for enquiry in cin.section47.of_episode(episode).filter(|it| it.initial_conference.present()) {
                found.add([enquiry.at(Section47::INITIAL_CONFERENCE), episode.at(Episode::INITIAL_CONFERENCE)]);
            }
        }
    }

    /// Within one episode. A section 47 enquiry in no episode has no assessment either.
    Query "2991Q" "Please check and either amend data or provide a reason: A Section 47 module is recorded and there is no assessment on the episode"
    ["Section47.LAchildID", "Assessments.LAchildID"]
    fn no_assessment(cin, found) {
        for enquiry in &cin.section47 {
            if cin.assessments.of_episode(enquiry).next().is_none() {
                found.add([enquiry.at(Section47::CHILD_ID)]);
            }
        }
    }

    /// With a conference there must be a start, and not a later one.
    Error "8615" "Section 47 Enquiry Start Date must be present and cannot be later than the date of the initial Child Protection Conference"
    ["Section47.S47ActualStartDate", "Section47.DateOfInitialCPC"]
    fn starts_after_conference(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| it.initial_conference.present()) {
            if enquiry.start.missing() || enquiry.start.after(enquiry.initial_conference) {
                found.add([enquiry.at(Section47::START), enquiry.at(Section47::INITIAL_CONFERENCE)]);
            }
        }
    }

    /// The 15 working days are counted back with the reference date as the first, as in 8670Q.
    Query "8675Q" "Please check and either amend data or provide a reason: S47 Enquiry started more than 15 working days before the end of the census year. However, there is no date of Initial Child Protection Conference."
    ["Section47.DateOfInitialCPC", "Section47.S47ActualStartDate", "Section47.ICPCnotRequired"]
    fn no_conference_for_long(cin, found) {
        let limit = working_days::last(15, cin.last_day());
        for enquiry in cin.section47.iter().filter(|it| awaits_conference(it) && it.start.before(limit)) {
            found.add([
                enquiry.at(Section47::INITIAL_CONFERENCE),
                enquiry.at(Section47::START),
                enquiry.at(Section47::CONFERENCE_NOT_REQUIRED),
            ]);
        }
    }

    /// Where there is one, it is in the year.
    Error "8715" "Date of Initial Child Protection Conference must fall within the census year" ["Section47.DateOfInitialCPC", "Header.ReferenceDate"]
    fn conference_outside_the_year(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| it.initial_conference.present()) {
            if !cin.in_year(enquiry.initial_conference) {
                found.add([enquiry.at(Section47::INITIAL_CONFERENCE)]);
            }
        }
    }

    /// No conference, and it is not said that none is required: the start must be in the year. A start that is missing is not.
    Error "8740" "For a Section 47 Enquiry that has not held the Initial Child Protection Conference by the end of the census year, the start date must fall within the census year"
    ["Section47.S47ActualStartDate", "Section47.DateOfInitialCPC", "Section47.ICPCnotRequired"]
    fn open_since_another_year(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| awaits_conference(it) && !cin.in_year(it.start)) {
            found.add([
                enquiry.at(Section47::START),
                enquiry.at(Section47::INITIAL_CONFERENCE),
                enquiry.at(Section47::CONFERENCE_NOT_REQUIRED),
            ]);
        }
    }

    /// Within one episode, more than one enquiry has no conference and does not say that none is required. Each of them is named.
    Error "8839" "Within one CINDetails group there are 2 or more open S47 Assessments" ["Section47.DateOfInitialCPC", "Section47.ICPCnotRequired"]
    fn two_open(cin, found) {
        for enquiries in cin.section47.episodes() {
            let open: Vec<_> = enquiries.into_iter().filter(|it| is_open(it)).collect();
            if open.len() > 1 {
                found.add(open.into_iter().map(|it| it.at(Section47::INITIAL_CONFERENCE)));
            }
        }
    }

    /// Saturday or Sunday.
    Query "8870Q" "Please check and either amend or provide a reason: The Target Date for Initial Child Protection Conference should not be a weekend"
    ["Section47.InitialCPCtarget"]
    fn target_at_a_weekend(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| at_a_weekend(it.conference_target)) {
            found.add([enquiry.at(Section47::CONFERENCE_TARGET)]);
        }
    }

    /// Saturday or Sunday, of a conference in Section47.
    Error "8875" "The Date of Initial Child Protection Conference cannot be a weekend" ["Section47.DateOfInitialCPC"]
    fn conference_at_a_weekend(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| at_a_weekend(it.initial_conference)) {
            found.add([enquiry.at(Section47::INITIAL_CONFERENCE)]);
        }
    }

    /// Within one episode, an enquiry starts on or between the start and the conference of another; where that one is open, up to the reference date. One
    /// without a conference because none is required has no end to compare with.
    Error "8890" "A Section 47 enquiry is shown as starting when there is another Section 47 Enquiry ongoing"
    ["Section47.S47ActualStartDate", "Section47.DateOfInitialCPC", "Section47.ICPCnotRequired"]
    fn starts_within_another(cin, found) {
        for enquiry in cin.section47.iter().filter(|it| it.start.present()) {
            for other in cin.section47.of_episode(enquiry).filter(|it| it.place.row != enquiry.place.row) {
                let end = if is_open(other) { When::from(cin.last_day()) } else { other.initial_conference };
                if enquiry.start.on_or_after(other.start) && enquiry.start.on_or_before(end) {
                    found.add([enquiry.at(Section47::START), other.at(Section47::START)]);
                }
            }
        }
    }
}

/// No conference, and somebody wrote that one is required.
fn awaits_conference(enquiry: &Section47) -> bool {
    enquiry.initial_conference.missing() && enquiry.conference_not_required.is_false()
}

/// No conference, and nobody wrote that none is required.
fn is_open(enquiry: &Section47) -> bool {
    enquiry.initial_conference.missing() && !enquiry.conference_not_required.is_true()
}

fn at_a_weekend(date: When) -> bool {
    date.get().is_some_and(working_days::is_weekend)
}
