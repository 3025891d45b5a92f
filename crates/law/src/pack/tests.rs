//! Marlshire's own pack loads, and mistakes are told with their line.

use std::sync::LazyLock;

use super::{Pack, PackProblem};

/// The files of `councils/marlshire`.
pub(crate) const MARLSHIRE: [(&str, &str); 5] = [
    ("council.toml", include_str!("../../../../councils/marlshire/council.toml")),
    ("clocks.toml", include_str!("../../../../councils/marlshire/clocks.toml")),
    ("teams.toml", include_str!("../../../../councils/marlshire/teams.toml")),
    ("early-help.notice.toml", include_str!("../../../../councils/marlshire/early-help.notice.toml")),
    (
        "forms/request-for-support.toml",
        include_str!("../../../../councils/marlshire/forms/request-for-support.toml"),
    ),
];

pub(crate) fn marlshire() -> Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| {
        Pack::from_files(MARLSHIRE).unwrap_or_else(|problems| panic!("{}", told(&problems)))
    });
    PACK.clone()
}

fn told(problems: &[PackProblem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// Loads Marlshire with one file changed, and says what is wrong.
fn with(file: &str, from: &str, to: &str) -> String {
    let changed = MARLSHIRE.map(|(path, text)| {
        if path != file {
            return (path, text.to_owned());
        }
        assert!(text.contains(from), "{file} does not contain {from}");
        (path, text.replacen(from, to, 1))
    });
    Pack::from_files(changed).err().map(|problems| told(&problems)).unwrap_or_default()
}

/// The line of Marlshire's `file` on which `text` begins.
fn line(file: &str, text: &str) -> usize {
    let whole = MARLSHIRE.iter().find(|(path, _)| *path == file).expect("a file of the pack").1;
    whole[..whole.find(text).expect("text of the file")].matches('\n').count() + 1
}

#[test]
fn marlshire_loads() {
    let pack = marlshire();
    assert_eq!(pack.council.name, "Marlshire County Council");
    assert_eq!(pack.notice().id, "early-help");
    assert_eq!(
        pack.clocks.get("request-decision").expect("a needed clock").limit.to_string(),
        "1 working day"
    );
    assert_eq!(pack.teams.route(crate::decision::Outcome::EarlyHelp).expect("a route").teams.len(), 3);
    assert_eq!(pack.request_form().version, 1);
}

#[test]
fn the_digest_does_not_depend_on_the_order_or_line_ends_of_files() {
    let backwards = MARLSHIRE.iter().rev().map(|(path, text)| (*path, text.replace('\n', "\r\n")));
    let other = Pack::from_files(backwards).expect("the same pack");
    assert_eq!(marlshire().digest_input(), other.digest_input());
    let changed = MARLSHIRE.map(|(path, text)| (path, text.replacen("01632 960 100", "01632 960 101", 1)));
    assert_ne!(marlshire().digest_input(), Pack::from_files(changed).expect("still a pack").digest_input());
}

#[test]
fn the_directory_of_services_is_no_part_of_the_pack() {
    let with_directory = MARLSHIRE.into_iter().chain([("services.json", "[]")]);
    let pack = Pack::from_files(with_directory).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    assert_eq!(pack.digest_input(), marlshire().digest_input());
}

#[test]
fn a_clock_runs_in_the_councils_hours() {
    let pack = marlshire();
    let rule = pack.clocks.get("warning-note-review").expect("needed").rule(&pack.council);
    assert_eq!(rule.length(), "12 months");
    assert_eq!(pack.clocks.get("return-code-expiry").expect("needed").seconds(), Some(900));
    assert_eq!(pack.clocks.get("draft-expiry").expect("needed").seconds(), Some(30 * 86_400));
}

#[test]
fn an_unknown_key_is_told_with_its_line_and_what_is_known() {
    let told = with("council.toml", "website =", "web_site =");
    let at = line("council.toml", "website =");
    assert_eq!(
        told,
        format!(
            "council.toml:{at}:1: Kith does not know ‘web_site’ (expected one of ‘format’, ‘id’, ‘name’, ‘short_name’, ‘website’, \
             ‘emergency’, ‘office_hours’, ‘phone’, ‘contact’)\n"
        )
    );
}

#[test]
fn broken_toml_is_told_with_its_line() {
    let told = with("clocks.toml", "limit = \"1 working day\"", "limit = \"1 working day");
    let at = line("clocks.toml", "limit = \"1 working day\"");
    assert!(told.starts_with(&format!("clocks.toml:{at}:")), "{told}");
}

#[test]
fn an_amount_that_is_none_is_told_with_its_line() {
    let told = with("clocks.toml", "limit = \"4 working hours\"", "limit = \"4 working fortnights\"");
    let at = line("clocks.toml", "limit = \"4 working hours\"");
    assert_eq!(
        told,
        format!(
            "clocks.toml:{at}:9: ‘4 working fortnights’ is not an amount of time (expected a number and a unit, such as \
             \"1 working day\" or \"25 years\")\n"
        )
    );
}

#[test]
fn a_missing_clock_file_or_team_is_told() {
    let told = with("clocks.toml", "id = \"rag-red\"", "id = \"rag-scarlet\"");
    assert_eq!(told, "clocks.toml:1:1: there is no clock ‘rag-red’ (Kith needs it; add a [[clock]])\n");
    let missing =
        Pack::from_files(MARLSHIRE.into_iter().filter(|(path, _)| *path != "teams.toml")).unwrap_err();
    assert_eq!(self::told(&missing), "teams.toml:1:1: this file is missing (every pack has one)\n");
    let told = with(
        "teams.toml",
        "\"early-help-north\", \"early-help-south\", \"family-help\"]",
        "\"early-help-east\"]",
    );
    let at = line("teams.toml", "teams = [\"early-help-north\"");
    assert!(
        told.starts_with(&format!(
            "teams.toml:{at}:10: there is no team called ‘early-help-east’ (use one of: "
        )),
        "{told}"
    );
}

#[test]
fn a_notice_without_basis_condition_or_act_is_refused() {
    let file = "early-help.notice.toml";
    let purpose = "id = \"decide-on-requests\"";
    let told = with(
        file,
        "conditions = [\"health-or-social-care\", \"substantial-public-interest\"]\nschedule_1 = [\"health-or-social-care\", \"safeguarding\"]\nacts",
        "acts",
    );
    assert!(
        told.contains("uses special category data (‘origin-and-language’) without a condition"),
        "{told}"
    );
    assert!(
        told.contains("uses offence data (‘safety-and-offences’) without a Schedule 1 condition"),
        "{told}"
    );
    let told = with(file, "acts = [\"children-act-1989\", \"children-act-2004\"]\n", "");
    let at = line(file, purpose);
    let expected = format!(
        "{file}:{at}:6: the purpose ‘decide-on-requests’ names no Act (Article 6(3) asks for the law behind it: add acts = […]; \
         or acknowledge it: [[acknowledged]] conflict = \"no-act\", at = \"decide-on-requests\")\n"
    );
    assert_eq!(told, expected);
    let told =
        with(file, "withdrawing_stops = \"We stop sending news at once. Nothing else changes.\"\n", "");
    assert!(
        told.contains("‘hub-news’ rests on consent but does not say what withdrawing it stops"),
        "{told}"
    );
}

#[test]
fn a_retention_class_needs_a_period_unless_undecided() {
    let file = "early-help.notice.toml";
    let told = with(file, "trigger = \"call\"\nperiod = \"3 months\"", "trigger = \"call\"");
    let at = line(file, "class = \"front-door-call\"");
    assert_eq!(
        told,
        format!(
            "{file}:{at}:9: the class ‘front-door-call’ does not say how long it is kept (add period = \"… years\", or \
             trigger = \"undecided\")\n"
        )
    );
    let told = with(file, "trigger = \"birth\"", "trigger = \"birthday\"");
    assert!(told.contains("unknown variant ‘birthday’ (expected one of ‘birth’, "), "{told}");
}

#[test]
fn a_pack_without_a_data_protection_contact_is_refused() {
    let told = with("council.toml", "id = \"data-protection\"", "id = \"privacy\"");
    assert!(told.contains("there is no contact ‘data-protection’"), "{told}");
}

#[test]
fn a_pack_from_a_later_kith_is_told_apart_from_a_broken_one() {
    let told = with("council.toml", "id = \"marlshire\"", "format = 2\nid = \"marlshire\"");
    assert!(told.contains("this pack is written for a later Kith: format 2"), "{told}");
    let told = with("early-help.notice.toml", "effective_from = 2026-04-01", "effective_from = 2026-02-30");
    assert!(told.starts_with("early-help.notice.toml:"), "{told}");
}

#[test]
fn a_retention_class_that_can_have_no_date_or_two_is_refused() {
    let file = "early-help.notice.toml";
    let two = MARLSHIRE.map(|(path, text)| {
        let rest = "people = [\"child\"]\nrest = true";
        let text = text.replace("people = [\"child-protection-plan\"]", rest);
        (path, text.replace("people = [\"privately-fostered\"]", rest))
    });
    let two = told(&Pack::from_files(two).unwrap_err());
    assert!(
        two.contains(
            "‘child-protection-plan’ and ‘private-fostering’ each take all others of the same people"
        ),
        "{two}"
    );
    for (from, to, expected) in [
        ("records = [\"front-door-call\"]", "people = [\"child\"]", "covers people and runs from the call"),
        (
            "people = [\"adopted\"]",
            "records = [\"assessment\"]",
            "covers records and runs from the court's order",
        ),
        ("people = [\"adopted\"]\n", "", "covers nobody and nothing"),
        (
            "trigger = \"order\"\nperiod = \"100 years\"",
            "trigger = \"order\"\nperiod = \"9 working days\"",
            "give days, weeks",
        ),
    ] {
        let told = with(file, from, to);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_period_shorter_than_the_law_or_than_childhood_is_a_conflict() {
    let file = "early-help.notice.toml";
    let told = with(file, "period = \"75 years\"\nunless", "period = \"7 years\"\nunless");
    assert!(told.contains("‘looked-after’ is kept for 7 years, the law asks for 75 years"), "{told}");
    assert!(told.contains("‘looked-after’ ends 7 years after birth, while the person is a child"), "{told}");
    let told =
        with(file, "trigger = \"death\", period = \"15 years\"", "trigger = \"death\", period = \"5 years\"");
    assert!(
        told.contains("an exception of ‘looked-after’ is shorter than the law allows: 5 years"),
        "{told}"
    );
}

#[test]
fn an_acknowledgement_without_a_conflict_is_told() {
    let stale = "[[acknowledged]]\nconflict = \"no-act\"\nat = \"feedback\"\nbecause = \"…\"\nby = \"…\"\non = 2026-01-01\n\n[[change]]";
    let changed = MARLSHIRE.map(|(path, text)| (path, text.replacen("[[change]]", stale, 1)));
    let warnings = Pack::from_files(changed).expect("still a pack").warnings;
    assert!(told(&warnings).contains("there is no conflict ‘no-act’ at ‘feedback’ to acknowledge"));
}

#[test]
fn every_mistake_of_every_file_is_told_at_once() {
    let changed = MARLSHIRE.map(|(path, text)| {
        let text = text
            .replace("id = \"out-of-hours\"", "id = \"nights\"")
            .replace("id = \"draft-expiry\"", "id = \"drafts\"");
        (path, text)
    });
    let problems = Pack::from_files(changed.into_iter().chain([("notes.xls", String::new())])).unwrap_err();
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(files, ["clocks.toml", "council.toml", "notes.xls"]);
}

#[test]
fn outcomes_and_teams_are_those_of_the_law() {
    let told = with("teams.toml", "outcome = \"early_help\"", "outcome = \"early_support\"");
    assert!(told.contains("there is no outcome called ‘early_support’"), "{told}");
    assert!(told.contains("no route says where ‘early_help’ goes (add a [[route]] for it)"), "{told}");
    let told = with("teams.toml", "teams = [\"assessment\"]\n", "");
    let at = line("teams.toml", "outcome = \"private_fostering\"");
    assert_eq!(told, format!("teams.toml:{at}:11: no team takes ‘private_fostering’ on (add teams = […])\n"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    /// A line lost, doubled or garbled anywhere never makes reading panic, and every problem has a real line.
    #[test]
    fn any_slip_in_any_file_is_told(file in 0usize..5, line in 0usize..2000, slip in 0usize..3, noise in ".{0,12}") {
        let files = MARLSHIRE.map(|(path, text)| {
            if path != MARLSHIRE[file].0 {
                return (path, text.to_owned());
            }
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let at = line % lines.len();
            match slip {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[at].clone()),
                _ => lines[at].push_str(&noise),
            }
            (path, lines.join("\n"))
        });
        let last = files[file].1.lines().count() + 1;
        for problem in Pack::from_files(files).err().unwrap_or_default() {
            proptest::prop_assert!(!problem.message.is_empty());
            proptest::prop_assert!(problem.line >= 1 && (problem.file != MARLSHIRE[file].0 || problem.line <= last));
        }
    }
}
