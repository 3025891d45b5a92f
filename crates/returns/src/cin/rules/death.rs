//! Rules about children who died: nothing begins or ends after that.

use super::rules;
use crate::cin::table::Row;
use crate::cin::tables::{Child, CinPlan, Episode, ProtectionPlan};

rules! {
    /// Before the birth, or without a date of birth to compare with.
    Query "8535Q" "Please check and either amend data or provide a reason: Child’s date of death should not be prior to the date of birth"
    ["ChildIdentifiers.PersonDeathDate", "ChildIdentifiers.PersonBirthDate"]
    fn died_before_birth(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            if child.birth.missing() || child.death.before(child.birth) {
                found.add([child.at(Child::DEATH), child.at(Child::BIRTH)]);
            }
        }
    }

    /// From the first day of the year to its last.
    Query "8545Q" "Please check and either amend data or provide a reason: Child's date of death should be within the census year"
    ["ChildIdentifiers.PersonDeathDate"]
    fn died_outside_the_year(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            if !cin.in_year(child.death) {
                found.add([child.at(Child::DEATH)]);
            }
        }
    }

    /// Referred on a later day.
    Query "8555Q" "Child cannot be referred after its recorded date of death" ["CINdetails.CINreferralDate", "ChildIdentifiers.PersonDeathDate"]
    fn referred_after_death(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            for episode in cin.episodes.of_child(child).filter(|it| it.referral.after(child.death)) {
                found.add([episode.at(Episode::REFERRAL), child.at(Child::DEATH)]);
            }
        }
    }

    /// RC2 is "died".
    Query "8585Q" "Please check and either amend or provide a reason: CIN episode shows Died as the Closure Reason, however child has no recorded Date of Death"
    ["CINdetails.ReasonForClosure", "ChildIdentifiers.PersonDeathDate"]
    fn died_without_a_date(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.missing()) {
            for episode in cin.episodes.of_child(child).filter(|it| it.closure_reason.is("RC2")) {
                found.add([child.at(Child::DEATH), episode.at(Episode::CLOSURE_REASON)]);
            }
        }
    }

    /// A plan that starts on a later day.
    Error "4008" "CIN Plan shown as starting after the child’s Date of Death." ["CINplanDates.CINPlanStartDate", "ChildIdentifiers.PersonDeathDate"]
    fn cin_plan_starts_after_death(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            for plan in cin.cin_plans.of_child(child).filter(|it| it.start.after(child.death)) {
                found.add([child.at(Child::DEATH), plan.at(CinPlan::START)]);
            }
        }
    }

    /// A plan that ends on a later day.
    Query "4009Q" "CIN Plan cannot end after the child’s Date of Death" ["CINplanDates.CINPlanEndDate", "ChildIdentifiers.PersonDeathDate"]
    fn cin_plan_ends_after_death(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            for plan in cin.cin_plans.of_child(child).filter(|it| it.end.after(child.death)) {
                found.add([child.at(Child::DEATH), plan.at(CinPlan::END)]);
            }
        }
    }

    /// A plan that starts on a later day.
    Error "8915" "Child Protection Plan shown as starting after the child’s Date of Death"
    ["ChildProtectionPlans.CPPstartDate", "ChildIdentifiers.PersonDeathDate"]
    fn protection_starts_after_death(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            for plan in cin.protection_plans.of_child(child).filter(|it| it.start.after(child.death)) {
                found.add([plan.at(ProtectionPlan::START), child.at(Child::DEATH)]);
            }
        }
    }

    /// A plan that ends on a later day.
    Error "8920" "Child Protection Plan cannot end after the child’s Date of Death"
    ["ChildProtectionPlans.CPPendDate", "ChildIdentifiers.PersonDeathDate"]
    fn protection_ends_after_death(cin, found) {
        for child in cin.children.iter().filter(|it| it.death.present()) {
            for plan in cin.protection_plans.of_child(child).filter(|it| it.end.after(child.death)) {
                found.add([plan.at(ProtectionPlan::END), child.at(Child::DEATH)]);
            }
        }
    }
}
