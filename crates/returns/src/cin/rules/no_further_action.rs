//! Rules about referrals with no further action: there is nothing in them.

use super::rules;
use crate::cin::table::Row;
use crate::cin::tables::{Assessment, CinPlan, Episode, ProtectionPlan, Section47};

rules! {
    /// A child in need plan within such an episode.
    Error "4000" "CIN Plan details provided for a referral with no further action" ["CINplanDates.LAchildID", "CINdetails.ReferralNFA"]
    fn cin_plan(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.nfa.is_true()) {
            for plan in cin.cin_plans.of_episode(episode) {
                found.add([plan.at(CinPlan::CHILD_ID), episode.at(Episode::NFA)]);
            }
        }
    }

    /// A date of an assessment, of a section 47 enquiry or of an initial conference within such an episode. The episode is always named with it.
    Error "8831" "Activity is recorded against a case marked as a referral with no further action"
    [
        "CINdetails.DateOfInitialCPC", "CINdetails.ReferralNFA", "Assessments.AssessmentActualStartDate",
        "Assessments.AssessmentAuthorisationDate", "Section47.S47ActualStartDate", "Section47.DateOfInitialCPC"
    ]
    fn activity(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.nfa.is_true()) {
            let here = episode.at(Episode::INITIAL_CONFERENCE);
            if episode.initial_conference.present() {
                found.add([here]);
            }
            for assessment in cin.assessments.of_episode(episode).filter(|it| it.start.present() || it.authorised.present()) {
                found.add([here, assessment.at(Assessment::START), assessment.at(Assessment::AUTHORISED)]);
            }
            for enquiry in cin.section47.of_episode(episode).filter(|it| it.start.present() || it.initial_conference.present()) {
                found.add([here, enquiry.at(Section47::START), enquiry.at(Section47::INITIAL_CONFERENCE)]);
            }
        }
    }

    /// A child protection plan within such an episode.
    Error "8832" "Child Protection details provided for a referral with no further action."
    ["ChildProtectionPlans.CINdetailsID", "CINdetails.ReferralNFA"]
    fn protection_plan(cin, found) {
        for episode in cin.episodes.iter().filter(|it| it.nfa.is_true()) {
            for plan in cin.protection_plans.of_episode(episode) {
                found.add([plan.at(ProtectionPlan::EPISODE_ID), episode.at(Episode::NFA)]);
            }
        }
    }
}
