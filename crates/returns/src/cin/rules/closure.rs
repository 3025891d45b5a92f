//! Rules about the end of an episode: its date, its reason, and what was left open or came after.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Assessment, CinPlan, Episode, ProtectionPlan, Section47};
use crate::finding::Cell;

/// Closed after assessment: without further action, or referred to early help.
const AFTER_ASSESSMENT: [&str; 2] = ["RC8", "RC9"];

rules! {
    /// Where there is one, it is in the year.
    Error "8620" "CIN Closure Date present and does not fall within the Census year" ["CINdetails.CINclosureDate", "Header.ReferenceDate"]
    fn outside_the_year(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.present() && !cin.in_year(it.closure)) {
            found.add([episode.at(Episode::CLOSURE)]);
        }
    }

    /// Where both are present.
    Error "8630" "CIN Closure Date is before CIN Referral Date for the same CIN episode" ["CINdetails.CINreferralDate", "CINdetails.CINclosureDate"]
    fn before_referral(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.before(it.referral)) {
            found.add([episode.at(Episode::REFERRAL), episode.at(Episode::CLOSURE)]);
        }
    }

    /// Where present, one of the codes.
    Error "8640" "CIN Reason for closure code invalid (see Reason for Closure table in CIN Census code set)" ["CINdetails.ReasonForClosure"]
    fn reason_valid(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure_reason.present()) {
            if !codes::valid("ReasonForClosure", &episode.closure_reason, cin.year) {
                found.add([episode.at(Episode::CLOSURE_REASON)]);
            }
        }
    }

    /// A date, and no reason.
    Error "8805" "A CIN case cannot have a CIN closure date without a Reason for Closure" ["CINdetails.CINclosureDate", "CINdetails.ReasonForClosure"]
    fn no_reason(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.present() && it.closure_reason.missing()) {
            found.add([episode.at(Episode::CLOSURE), episode.at(Episode::CLOSURE_REASON)]);
        }
    }

    /// A reason, and no date.
    Error "8810" "A CIN case cannot have a Reason for Closure without a CIN Closure Date" ["CINdetails.CINclosureDate", "CINdetails.ReasonForClosure"]
    fn no_date(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.missing() && it.closure_reason.present()) {
            found.add([episode.at(Episode::CLOSURE_REASON), episode.at(Episode::CLOSURE)]);
        }
    }

    /// A date of an assessment, an enquiry, a conference, a child in need plan, or the end of a child protection plan, of the same episode, is after its closure. All
    /// the dates of the group are named with it, and the episode's closure and conference.
    Error "8565" "Activity shown after a case has been closed"
    [
        "CINdetails.CINclosureDate", "CINdetails.DateOfInitialCPC", "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate", "Section47.S47ActualStartDate", "Section47.DateOfInitialCPC",
        "ChildProtectionPlans.CPPendDate", "CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate",
    ]
    fn activity_after_closure(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.present()) {
            let closed = episode.closure;
            let here = [episode.at(Episode::CLOSURE), episode.at(Episode::INITIAL_CONFERENCE)];
            let mut tell = |cells: &[Cell]| found.add(here.into_iter().chain(cells.iter().copied()));
            if episode.initial_conference.after(closed) {
                tell(&[]);
            }
            for it in cin.assessments.of_episode(episode).filter(|it| it.start.after(closed) || it.authorised.after(closed)) {
                tell(&[it.at(Assessment::START), it.at(Assessment::AUTHORISED)]);
            }
            for it in cin.section47.of_episode(episode).filter(|it| it.start.after(closed) || it.initial_conference.after(closed)) {
                tell(&[it.at(Section47::START), it.at(Section47::INITIAL_CONFERENCE)]);
            }
            for it in cin.protection_plans.of_episode(episode).filter(|it| it.end.after(closed)) {
                tell(&[it.at(ProtectionPlan::END)]);
            }
            for it in cin.cin_plans.of_episode(episode).filter(|it| it.start.after(closed) || it.end.after(closed)) {
                tell(&[it.at(CinPlan::START), it.at(CinPlan::END)]);
            }
        }
    }

    /// Every assessment of a closed episode has an end.
    Error "8867" "CIN episode is shown as closed, however Assessment is not shown as completed"
    ["CINdetails.CINclosureDate", "Assessments.AssessmentAuthorisationDate"]
    fn open_assessment(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.present()) {
            for assessment in cin.assessments.of_episode(episode).filter(|it| it.authorised.missing()) {
                found.add([episode.at(Episode::CLOSURE), assessment.at(Assessment::AUTHORISED)]);
            }
        }
    }

    /// Every enquiry of a closed episode has a conference, or says that none is required.
    Error "8868" "CIN episode is shown as closed, however Section 47 enquiry is not shown as completed by ICPC date or ICPC not required flag"
    ["CINdetails.CINclosureDate", "Section47.DateOfInitialCPC", "Section47.ICPCnotRequired"]
    fn open_enquiry(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure.present()) {
            let open = |it: &&Section47| it.initial_conference.missing() && !it.conference_not_required.is_true();
            for enquiry in cin.section47.of_episode(episode).filter(open) {
                found.add([
                    episode.at(Episode::CLOSURE),
                    enquiry.at(Section47::INITIAL_CONFERENCE),
                    enquiry.at(Section47::CONFERENCE_NOT_REQUIRED),
                ]);
            }
        }
    }

    /// RC8 and RC9: within the episode there is no section 47 enquiry, no plan of either kind and no initial conference. The groups are named by the child's
    /// number, the episode by its conference.
    Error "2990" "Activity is recorded against a case marked as ‘Case closed after assessment, no further action’ or 'case closed after assessment, referred to early help'."
    [
        "CINdetails.ReasonForClosure", "CINdetails.DateOfInitialCPC", "Section47.LAchildID",
        "ChildProtectionPlans.LAchildID", "CINplanDates.LAchildID",
    ]
    fn activity_in_closed_after_assessment(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure_reason.is_one_of(&AFTER_ASSESSMENT)) {
            let enquiries = cin.section47.of_episode(episode).map(|it| it.at(Section47::CHILD_ID));
            let protection = cin.protection_plans.of_episode(episode).map(|it| it.at(ProtectionPlan::CHILD_ID));
            let plans = cin.cin_plans.of_episode(episode).map(|it| it.at(CinPlan::CHILD_ID));
            let activity: Vec<Cell> = enquiries.chain(protection).chain(plans).collect();
            if !activity.is_empty() || episode.initial_conference.present() {
                found.add([episode.at(Episode::INITIAL_CONFERENCE)].into_iter().chain(activity));
            }
        }
    }

    /// RC8 and RC9, within the episode.
    Query "8825Q" "Please check and either amend data or provide a reason: Reason for Closure code RC8 (case closed after assessment) or RC9 (case closed after assessment, referred to early help) has been returned but there is no assessment present for the episode."
    ["CINdetails.ReasonForClosure", "Assessments.CINdetailsID"]
    fn closed_after_no_assessment(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.closure_reason.is_one_of(&AFTER_ASSESSMENT)) {
            if cin.assessments.of_episode(episode).next().is_none() {
                found.add([episode.at(Episode::CLOSURE_REASON)]);
            }
        }
    }

    /// The episode's one assessment has the factor 21, and the reason for closure is neither RC8 nor RC9: another one, or none.
    Query "8873Q" "Please check and either amend data or provide a reason: When there is only one assessment on the episode and the factors code “21 No factors identified” has been used for the completed assessment, the reason for closure ‘RC8’ or 'RC9' should be used."
    ["CINdetails.ReasonForClosure", "Assessments.AssessmentFactors"]
    fn no_factors_but_another_reason(cin, found) {
        for episode in cin.episodes.iter().filter(|it| !it.closure_reason.is_one_of(&AFTER_ASSESSMENT)) {
            let mut rows = cin.assessments.of_episode(episode);
            let Some(first) = rows.next() else { continue };
            let only_one = rows.all(|it| it.place.part_of == first.place.part_of);
            for factor in cin.assessments.of_episode(episode).filter(|it| only_one && it.factor.is("21")) {
                found.add([episode.at(Episode::CLOSURE_REASON), factor.at(Assessment::FACTOR)]);
            }
        }
    }
}
