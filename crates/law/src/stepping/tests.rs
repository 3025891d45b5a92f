//! A family steps up and down again.

use jiff::civil::{Date, date};

use super::*;
use crate::clocks::{CaseFacts, ClockState, Fact, Happened, Of, When, reading};
use crate::pack::tests::marlshire;

const TODAY: Date = date(2026, 6, 16);

fn up() -> UpDraft {
    UpDraft {
        on: Some(date(2026, 6, 1)),
        route: Some(UpRoute::StrategyDiscussion),
        reason: "Ava told school that she was hit".into(),
        children: vec!["ava".into()],
        family_told: false,
        not_told_because: "The police are on their way".into(),
    }
}

fn down() -> DownDraft {
    DownDraft {
        on: Some(TODAY),
        reason: "Ava is safe and the plan has worked".into(),
        checks: FourChecks {
            threshold_read_again: true,
            goals_are_clear: true,
            family_agrees: true,
            tasks_outstanding: Vec::new(),
        },
        new_lead: Some("dora".into()),
        lead_accepts: true,
    }
}

#[test]
fn stepping_up_pauses_early_help_and_its_clocks() {
    let paused = check_up(&up(), TODAY).unwrap();
    assert_eq!(
        paused.told,
        "Stepped up on Monday 1 June 2026: Strategy discussion. Early Help is paused, not closed, and its clocks stand still"
    );
    let pack = marlshire();
    let shared = Happened {
        fact: Fact::PlanShared,
        when: When::On(date(2026, 5, 18)),
        of: Of::Family,
        source: "plan".into(),
    };
    let mut facts = CaseFacts { happened: vec![shared], pauses: vec![paused.pause], ..CaseFacts::default() };
    let read = |facts: &CaseFacts| {
        let now = "2026-06-20T09:00:00Z".parse().unwrap();
        reading(pack.clocks.get("review").unwrap(), &pack.clocks, &pack.council, facts, &Of::Family, now)
    };
    assert!(matches!(read(&facts).state, ClockState::Paused { .. }), "{}", read(&facts).text);
    let told = check_down(&down(), facts.pauses.first_mut(), TODAY).unwrap();
    assert_eq!(
        told,
        "Stepped down on 16 June 2026. Early Help goes on; it was paused from 1 June 2026 to 16 June 2026"
    );
    // Six weeks from 18 May are 29 June; sixteen days did not count: 15 July.
    assert_eq!(read(&facts).due.unwrap().date(), date(2026, 7, 15));
    assert!(matches!(read(&facts).state, ClockState::Running { .. }));
}

#[test]
fn a_step_up_says_where_why_and_for_whom() {
    let all =
        [UpProblem::On, UpProblem::Route, UpProblem::Reason, UpProblem::Children, UpProblem::FamilyTold];
    assert_eq!(check_up(&UpDraft::default(), TODAY), Err(all.to_vec()));
    let tomorrow = UpDraft { on: TODAY.tomorrow().ok(), ..up() };
    assert_eq!(check_up(&tomorrow, TODAY), Err(vec![UpProblem::On]));
    let told = UpDraft { family_told: true, not_told_because: String::new(), ..up() };
    assert!(check_up(&told, TODAY).is_ok());
}

#[test]
fn four_things_are_looked_at_before_stepping_down() {
    let nothing = check_down(&DownDraft::default(), None, TODAY);
    assert_eq!(
        nothing,
        Err(vec![
            DownProblem::On,
            DownProblem::Reason,
            DownProblem::Threshold,
            DownProblem::Goals,
            DownProblem::Agreement,
            DownProblem::NewLead
        ])
    );
    let mut open = down();
    open.checks.tasks_outstanding = vec!["Police interview".into()];
    open.lead_accepts = false;
    let told: Vec<String> =
        check_down(&open, None, TODAY).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "‘Police interview’ is still open: finish it, or hand it over as an action of the plan",
            "The new lead practitioner has not accepted yet"
        ]
    );
    assert_eq!(
        check_down(&down(), None, TODAY).unwrap(),
        "Stepped down on 16 June 2026. Early Help begins with what social care knew"
    );
    // Not before it stepped up, and a refused step down leaves the pause as it was.
    let mut pause = check_up(&up(), TODAY).unwrap().pause;
    let too_early = DownDraft { on: Some(date(2026, 5, 31)), ..down() };
    assert_eq!(check_down(&too_early, Some(&mut pause), TODAY), Err(vec![DownProblem::On]));
    assert_eq!(pause.last, None);
}

#[test]
fn social_work_closes_after_the_handover() {
    let met =
        |on, family_took_part| can_close_after_step_down(Some(Handover { on, family_took_part }), TODAY);
    assert!(can_close_after_step_down(None, TODAY).is_err());
    assert!(met(date(2026, 6, 17), true).is_err());
    assert!(met(TODAY, false).is_err());
    assert!(met(TODAY, true).is_ok());
}

#[test]
fn everything_on_file_goes_along_and_what_is_not_there_says_so() {
    let on_file = [OnFile { of: Carried::Assessment, count: 1 }, OnFile { of: Carried::Family, count: 4 }];
    let all = carried(&on_file);
    assert_eq!(all.len(), Carried::ALL.len());
    let words = |of| all.iter().find(|(one, _)| *one == of).unwrap().1.as_str();
    assert_eq!(
        words(Carried::Family),
        "People, relationships and household: 4 on file, the same record for both"
    );
    assert_eq!(
        words(Carried::Assessment),
        "Assessment, with every child's voice: 1 on file, copied with the date and who wrote it"
    );
    assert_eq!(words(Carried::Plan), "Plan, with its outcomes and actions: nothing on file");
}
