//! Rules about child protection plans and their reviews.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Episode, ProtectionPlan, Review, Section47};
use crate::finding::Cell;

rules! {
    /// Within one episode.
    Error "1105" "The child protection plan start date cannot be before the referral date" ["ChildProtectionPlans.CPPstartDate", "CINdetails.CINreferralDate"]
    fn starts_before_referral(cin, found) {
        for plan in &cin.protection_plans {
            for episode in cin.episodes.of_episode(plan).filter(|it| plan.start.before(it.referral)) {
                found.add([plan.at(ProtectionPlan::START), episode.at(Episode::REFERRAL)]);
            }
        }
    }

    /// A plan that starts in the year starts on the day of a conference of its episode: of one in a Section47; where there is no Section47, or none that had
    /// to have a conference, of the one in CINdetails. With the plan, the conferences it was compared with are named, unless one of them is the start of
    /// another plan of the episode.
    Error "2885" "Child protection plan shown as starting a different day to the initial child protection conference."
    ["ChildProtectionPlans.CPPstartDate", "Section47.DateOfInitialCPC", "CINdetails.DateOfInitialCPC"]
    fn starts_at_conference(cin, found) {
        for episode in &cin.episodes {
            let plans: Vec<_> = cin.protection_plans.of_episode(episode).filter(|it| cin.in_year(it.start)).collect();
            let enquiries: Vec<_> = cin.section47.of_episode(episode).filter(|it| !it.conference_not_required.is_true()).collect();
            let conferences: Vec<(_, Cell)> = match enquiries.is_empty() {
                true => vec![(episode.initial_conference, episode.at(Episode::INITIAL_CONFERENCE))],
                false => enquiries.iter().map(|it| (it.initial_conference, it.at(Section47::INITIAL_CONFERENCE))).collect(),
            };
            let starts_at_one = |plan: &ProtectionPlan| conferences.iter().any(|(day, _)| plan.start.same_day(*day));
            let none_fits = !plans.iter().any(|it| starts_at_one(it));
            for plan in plans.iter().filter(|it| !starts_at_one(it)) {
                let compared = conferences.iter().filter(|_| none_fits).map(|(_, cell)| *cell);
                found.add([plan.at(ProtectionPlan::START)].into_iter().chain(compared));
            }
        }
    }

    /// Present in every plan, and not after the reference date. A row of a table without a number of a plan is no plan.
    Error "8720" "Child Protection Plan Start Date missing or out of data collection period" ["ChildProtectionPlans.CPPstartDate", "Header.ReferenceDate"]
    fn start_date(cin, found) {
        for plan in cin.protection_plans.iter().filter(|it| it.place.part_of.present()) {
            if plan.start.missing() || plan.start.after(cin.last_day()) {
                found.add([plan.at(ProtectionPlan::START)]);
            }
        }
    }

    /// A whole number, nought or more.
    Error "8730" "Total Number of previous Child Protection Plans missing" ["ChildProtectionPlans.NumberOfPreviousCPP"]
    fn previous_plans(cin, found) {
        for plan in &cin.protection_plans {
            if plan.previous_plans.number().is_none_or(|it| it < 0) {
                found.add([plan.at(ProtectionPlan::PREVIOUS_PLANS)]);
            }
        }
    }

    /// Where both are present.
    Error "8840" "Child Protection Plan cannot start and end on the same day" ["ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate"]
    fn one_day(cin, found) {
        for plan in cin.protection_plans.iter().filter(|it| it.start.same_day(it.end)) {
            found.add([plan.at(ProtectionPlan::START), plan.at(ProtectionPlan::END)]);
        }
    }

    /// A review of the same plan.
    Error "8841" "The review date cannot be on the same day or before the Child protection Plan start date."
    ["ChildProtectionPlans.CPPstartDate", "Reviews.CPPreviewDate"]
    fn reviewed_before_start(cin, found) {
        for review in &cin.reviews {
            for plan in cin.protection_plans.of_part(review).filter(|it| review.date.on_or_before(it.start)) {
                found.add([plan.at(ProtectionPlan::START), review.at(Review::DATE)]);
            }
        }
    }

    /// A group of reviews without a date, or with one that is no date.
    Query "8842Q" "Please check and either amend or provide a reason: Review Record has a missing date" ["Reviews.CPPreviewDate"]
    fn review_without_date(cin, found) {
        for review in cin.reviews.iter().filter(|it| it.date.missing()) {
            found.add([review.at(Review::DATE)]);
        }
    }

    /// Missing, or not one of the codes.
    Error "8905" "Initial Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code set)"
    ["ChildProtectionPlans.InitialCategoryOfAbuse"]
    fn initial_category(cin, found) {
        for plan in &cin.protection_plans {
            if !codes::valid("CategoryOfAbuse", &plan.initial_category, cin.year) {
                found.add([plan.at(ProtectionPlan::INITIAL_CATEGORY)]);
            }
        }
    }

    /// Missing, or not one of the codes.
    Error "8910" "Latest Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code set)"
    ["ChildProtectionPlans.LatestCategoryOfAbuse"]
    fn latest_category(cin, found) {
        for plan in &cin.protection_plans {
            if !codes::valid("CategoryOfAbuse", &plan.latest_category, cin.year) {
                found.add([plan.at(ProtectionPlan::LATEST_CATEGORY)]);
            }
        }
    }

    /// Where both are present.
    Error "8925" "Child Protection Plan End Date earlier than Start Date" ["ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate"]
    fn ends_before_start(cin, found) {
        for plan in cin.protection_plans.iter().filter(|it| it.end.before(it.start)) {
            found.add([plan.at(ProtectionPlan::START), plan.at(ProtectionPlan::END)]);
        }
    }

    /// Where there is an end, it is in the year.
    Error "8930" "Child Protection Plan End Date must fall within the census year" ["ChildProtectionPlans.CPPendDate", "Header.ReferenceDate"]
    fn ends_outside_the_year(cin, found) {
        for plan in cin.protection_plans.iter().filter(|it| it.end.present() && !cin.in_year(it.end)) {
            found.add([plan.at(ProtectionPlan::END)]);
        }
    }

    /// Of one child, in whatever episodes, more than one plan has no end. Each of them is named.
    Error "8935" "This child is showing more than one open Child Protection plan, i.e. with no End Date" ["ChildProtectionPlans.CPPendDate"]
    fn two_open(cin, found) {
        for plans in cin.protection_plans.children() {
            let open: Vec<_> = plans.into_iter().filter(|it| it.end.missing()).collect();
            if open.len() > 1 {
                found.add(open.into_iter().map(|it| it.at(ProtectionPlan::END)));
            }
        }
    }

    /// Of one child, a plan starts on or between the start and the end of another; where that one has no end, up to the reference date.
    Error "8940" "Child Protection Plan data contains overlapping dates" ["ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate"]
    fn plans_overlap(cin, found) {
        for plan in cin.protection_plans.iter().filter(|it| it.start.present()) {
            for other in cin.protection_plans.of_child(plan).filter(|it| it.place.row != plan.place.row) {
                if plan.start.on_or_after(other.start) && plan.start.on_or_before(other.end.or(cin.last_day())) {
                    found.add([plan.at(ProtectionPlan::START), other.at(ProtectionPlan::START), other.at(ProtectionPlan::END)]);
                }
            }
        }
    }
}
