//! Rules about child in need plans, and about such a plan beside a child protection plan.

use super::rules;
use crate::cin::table::Row;
use crate::cin::tables::{CinPlan, Episode, ProtectionPlan, Review};
use crate::date::When;

rules! {
    /// Present, and not after the reference date.
    Error "4010" "CIN Plan start date is missing or out of data collection period" ["CINplanDates.CINPlanStartDate", "Header.ReferenceDate"]
    fn start_date(cin, found) {
        for plan in &cin.cin_plans {
            if plan.start.missing() || plan.start.after(cin.last_day()) {
                found.add([plan.at(CinPlan::START)]);
            }
        }
    }

    /// Where both are present.
    Error "4011" "CIN Plan End Date earlier than Start Date" ["CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate"]
    fn ends_before_start(cin, found) {
        for plan in cin.cin_plans.iter().filter(|it| it.end.before(it.start)) {
            found.add([plan.at(CinPlan::END), plan.at(CinPlan::START)]);
        }
    }

    /// Where both are present.
    Query "4012Q" "Please check and either amend or provide a reason: CIN Plan shown as starting and ending on the same day"
    ["CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate"]
    fn one_day(cin, found) {
        for plan in cin.cin_plans.iter().filter(|it| it.start.same_day(it.end)) {
            found.add([plan.at(CinPlan::START), plan.at(CinPlan::END)]);
        }
    }

    /// Where there is an end, it is in the year.
    Error "4013" "CIN Plan end date must fall within the census year" ["CINplanDates.CINPlanEndDate", "Header.ReferenceDate"]
    fn ends_outside_the_year(cin, found) {
        for plan in cin.cin_plans.iter().filter(|it| it.end.present() && !cin.in_year(it.end)) {
            found.add([plan.at(CinPlan::END)]);
        }
    }

    /// Of one child, a plan starts on or between the start and the end of another; where that one has no end, up to the reference date.
    Error "4014" "CIN Plan data contains overlapping dates" ["CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate"]
    fn plans_overlap(cin, found) {
        for plan in cin.cin_plans.iter().filter(|it| it.start.present()) {
            for other in cin.cin_plans.of_child(plan).filter(|it| it.place.row != plan.place.row) {
                if plan.start.on_or_after(other.start) && plan.start.on_or_before(other.end.or(cin.last_day())) {
                    found.add([plan.at(CinPlan::START), other.at(CinPlan::START), other.at(CinPlan::END)]);
                }
            }
        }
    }

    /// Within one episode.
    Error "4015" "The CIN Plan start date cannot be before the referral date" ["CINplanDates.CINPlanStartDate", "CINdetails.CINreferralDate"]
    fn starts_before_referral(cin, found) {
        for plan in &cin.cin_plans {
            for episode in cin.episodes.of_episode(plan).filter(|it| plan.start.before(it.referral)) {
                found.add([plan.at(CinPlan::START), episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// Within one episode, more than one plan has no end. Each of them is named.
    Error "4004" "This child is showing more than one open CIN Plan, i.e. with no End Date" ["CINplanDates.CINPlanEndDate"]
    fn two_open(cin, found) {
        for plans in cin.cin_plans.episodes() {
            let open: Vec<_> = plans.into_iter().filter(|it| it.end.missing()).collect();
            if open.len() > 1 {
                found.add(open.into_iter().map(|it| it.at(CinPlan::END)));
            }
        }
    }

    /// Within one episode, neither has an end.
    Error "4001" "A CIN Plan cannot run concurrently with a Child Protection Plan" ["CINplanDates.CINPlanEndDate", "ChildProtectionPlans.CPPendDate"]
    fn both_open(cin, found) {
        for plan in cin.cin_plans.iter().filter(|it| it.end.missing()) {
            for protection in cin.protection_plans.of_episode(plan).filter(|it| it.end.missing()) {
                found.add([protection.at(ProtectionPlan::END), plan.at(CinPlan::END)]);
            }
        }
    }

    /// Within one episode, a review on or between the start and the end of a child in need plan (up to the reference date, where it has no end), unless the
    /// review's child protection plan ended on that day.
    Error "4003" "A CPP review date is shown as being held at the same time as an open CIN Plan."
    ["Reviews.CPPreviewDate", "CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate", "ChildProtectionPlans.CPPendDate"]
    fn review_during_cin_plan(cin, found) {
        for review in cin.reviews.iter().filter(|it| it.date.present()) {
            let ended = cin.protection_plans.of_episode(review).any(|it| it.end.same_day(review.date));
            for plan in cin.cin_plans.of_episode(review).filter(|_| !ended) {
                if review.date.on_or_after(plan.start) && review.date.on_or_before(plan.end.or(cin.last_day())) {
                    found.add([plan.at(CinPlan::START), plan.at(CinPlan::END), review.at(Review::DATE)]);
                }
            }
        }
    }

    /// Of one child, a child in need plan starts on or after the start of a child protection plan and before its end; where that one has no end, up to the
    /// reference date. A plan may start on the day protection ends.
    Error "4016" "A CIN Plan has been reported as open at the same time as a Child Protection Plan."
    ["CINplanDates.CINPlanStartDate", "ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate"]
    fn starts_during_protection(cin, found) {
        for plan in &cin.cin_plans {
            for protection in cin.protection_plans.of_child(plan) {
                if falls_within(plan.start, protection.start, protection.end, cin.last_day().into()) {
                    found.add([protection.at(ProtectionPlan::START), protection.at(ProtectionPlan::END), plan.at(CinPlan::START)]);
                }
            }
        }
    }

    /// Of one child, a child protection plan starts on or after the start of a child in need plan and before its end; where that one has no end, up to the
    /// reference date. Protection may start on the day a plan ends.
    Error "4017" "A CIN Plan has been reported as open at the same time as a Child Protection Plan."
    ["CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate", "ChildProtectionPlans.CPPstartDate"]
    fn protection_starts_during_plan(cin, found) {
        for protection in &cin.protection_plans {
            for plan in cin.cin_plans.of_child(protection) {
                if falls_within(protection.start, plan.start, plan.end, cin.last_day().into()) {
                    found.add([plan.at(CinPlan::START), plan.at(CinPlan::END), protection.at(ProtectionPlan::START)]);
                }
            }
        }
    }
}

/// From the first day of something on, and before the day it ends; up to the reference date where it does not end.
fn falls_within(date: When, start: When, end: When, reference: When) -> bool {
    let before_end = if end.present() { date.before(end) } else { date.on_or_before(reference) };
    date.on_or_after(start) && before_end
}
