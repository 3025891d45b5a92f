//! The records of all five packs. To accept a change of the snapshot: `KITH_ACCEPT=1 cargo test -p law processing`, then read
//! the difference.

mod linked;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::pack::{Basis, Checked, People, Protection, SpecialCondition};

const COUNCILS: [&str; 5] =
    ["cambridgeshire", "kensington-and-chelsea", "kent", "marlshire", "northamptonshire"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, inside: &str, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a council's folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{inside}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            files(&path, &format!("{name}/"), into);
        } else {
            into.push((name, std::fs::read_to_string(&path).expect("a file of a pack")));
        }
    }
}

fn read(council: &str) -> Checked {
    let mut found = Vec::new();
    files(&root().join("councils").join(council), "", &mut found);
    Checked::from_files(found)
}

fn notices(checked: &Checked) -> Vec<&Notice> {
    checked.notices.iter().map(|(_, notice)| notice).collect()
}

fn record_of(checked: &Checked) -> Processing {
    Processing::of(checked.council.as_ref().expect("a council"), &notices(checked), None)
}

/// Marlshire's, with its forms and four tables.
fn running() -> Processing {
    let pack = crate::pack::tests::marlshire();
    let notices: Vec<&Notice> = pack.notices.iter().collect();
    let forms: Vec<_> = pack.forms.values().collect();
    Processing::of(&pack.council, &notices, Some(&Running { tables: &tables(), forms: &forms }))
}

fn tables() -> [Table; 4] {
    let column = |name: &str, says: Says| Column {
        name: name.into(),
        says,
        about_staff: false,
        access_log: false,
        stays: false,
    };
    let category = |id: &str| Says::Category(id.into());
    let table = |place: &str, purpose: Option<&str>, columns: Vec<Column>| Table {
        place: place.into(),
        purpose: purpose.map(Into::into),
        retention: purpose.map(|_| "early-help".into()),
        because: None,
        people: vec![People::Children, People::Staff],
        may_leave_to: Vec::new(),
        columns,
    };
    [
        table(
            "lookup.birth",
            Some("support-families"),
            vec![column("stated", category("identity-and-contact")), column("id", Says::Nothing)],
        ),
        table(
            "casework.request_answer",
            Some("decide-on-requests"),
            vec![column("value_sealed", Says::ByQuestion)],
        ),
        table("casework.lost", Some("curiosity"), vec![column("thing", category("wishes"))]),
        table("access.account", None, vec![Column { about_staff: true, ..column("email", Says::Nothing) }]),
    ]
}

#[test]
fn every_purpose_of_every_pack_appears_once() {
    for council in COUNCILS {
        let checked = read(council);
        assert!(!checked.has_errors(), "{council}: {:?}", checked.problems);
        let record = record_of(&checked);
        let ids: Vec<&str> = record.activities.iter().map(|activity| activity.id.as_str()).collect();
        let wanted: Vec<String> = notices(&checked)
            .iter()
            .flat_map(|notice| notice.purpose.iter().map(|purpose| format!("{}/{}", notice.id, purpose.id)))
            .collect();
        assert_eq!(ids, wanted, "{council}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{council}");
    }
}

#[test]
fn what_the_law_asks_for_is_there_or_somebody_answers_for_it() {
    for council in COUNCILS {
        for activity in record_of(&read(council)).activities {
            let missing = missing(&activity);
            for words in missing {
                let said = activity.open.iter().any(|open| open.what.starts_with(words));
                assert!(said, "{council} {}: {words}, and nobody answers for it", activity.id);
            }
            assert!(
                !activity.controllers.is_empty() && !activity.people.is_empty(),
                "{council} {}",
                activity.id
            );
            assert!(
                activity.kept.iter().all(|class| !class.how_long.is_empty()),
                "{council} {}",
                activity.id
            );
        }
    }
}

/// What is missing, by how its open point begins.
fn missing(activity: &Activity) -> Vec<&'static str> {
    let has = |kind: Protection| activity.categories.iter().any(|category| category.protection == kind);
    let by_law =
        activity.bases.iter().any(|basis| matches!(basis, Basis::LegalObligation | Basis::PublicTask));
    let needs_schedule_1 = activity.conditions.iter().any(|condition| {
        use SpecialCondition::{HealthOrSocialCare, ResearchOrStatistics, SubstantialPublicInterest};
        matches!(condition, HealthOrSocialCare | ResearchOrStatistics | SubstantialPublicInterest)
    });
    let offence = has(Protection::Offence) && activity.schedule_1.is_empty();
    [
        (activity.bases.is_empty(), "no lawful basis"),
        (by_law && activity.acts.is_empty(), "no Act"),
        (has(Protection::Special) && activity.conditions.is_empty(), "no condition is named for special"),
        (offence, "no condition is named for offence"),
        (needs_schedule_1 && activity.schedule_1.is_empty() && !offence, "no condition of Schedule 1"),
    ]
    .into_iter()
    .filter_map(|(is_missing, words)| is_missing.then_some(words))
    .collect()
}

#[test]
fn a_running_record_says_where_it_holds_what() {
    let record = running();
    let support = record.activity("early-help/support-families").expect("an activity");
    let held = support.held.as_ref().expect("it runs");
    assert_eq!(held.collected.iter().map(Place::words).collect::<Vec<_>>(), ["lookup.birth: stated"]);
    let protect = record.activity("early-help/protect-children").expect("an activity");
    let held = protect.held.as_ref().expect("it runs");
    assert!(held.collected.is_empty());
    let needed: Vec<String> = held.needed.iter().map(Place::words).collect();
    assert_eq!(needed, ["lookup.birth: stated", "casework.request_answer: value_sealed"]);
    assert!(held.questions.iter().any(|one| one.question == "immediate_safety"));
    assert!(held.questions.iter().any(|one| one.question == "adults.safe_contact"), "{:?}", held.questions);
    assert!(protect.people.contains(&People::Referrers), "somebody filled the form in");
    let unplaced: Vec<String> = record.unplaced.iter().map(Place::words).collect();
    assert_eq!(unplaced, ["casework.lost: thing"]);
    let own = record.activities.last().expect("an activity");
    assert!(Processing::is_own(own));
    assert_eq!(own.people, [People::Staff]);
}

#[test]
fn the_classes_of_what_is_held_come_first() {
    let record = running();
    let decide = record.activity("early-help/decide-on-requests").expect("an activity");
    let named: Vec<&str> =
        decide.kept.iter().filter(|class| class.named).map(|class| class.class.as_str()).collect();
    assert_eq!(named, ["early-help", "front-door-call"]);
    assert!(decide.kept[0].named && !decide.kept.last().expect("a class").named);
    let looked_after = decide.kept.iter().find(|class| class.class == "looked-after").expect("a class");
    assert_eq!(
        looked_after.how_long,
        "75 years from birth, but 15 years from death where the person died before 18; then destroyed"
    );
    assert_eq!(looked_after.law.len(), 1, "the regulations ask for as long");
}

#[test]
fn people_follow_from_categories_and_classes() {
    let checked = read("kent");
    let record = record_of(&checked);
    let of = |id: &str| &record.activity(id).unwrap_or_else(|| panic!("{id}")).people;
    assert!(of("early-help/involve-victims").contains(&People::Victims));
    assert!(!of("early-help/step-up").contains(&People::Victims));
    assert!(of("childrens-social-care/risk-register").contains(&People::PeopleWhoPoseARisk));
    for activity in &record.activities {
        assert!(
            activity.people.contains(&People::Children)
                && activity.people.contains(&People::ParentsAndCarers)
        );
    }
}

#[test]
fn marlshires_table_is_as_accepted() {
    let found = csv(&running());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/marlshire-processing.csv");
    if std::env::var_os("KITH_ACCEPT").is_some() {
        std::fs::write(&path, &found).expect("the snapshot can be written");
        return;
    }
    let accepted = std::fs::read_to_string(&path).unwrap_or_default();
    for (found, accepted) in found.lines().zip(accepted.lines()) {
        assert_eq!(found, accepted);
    }
    assert_eq!(found, accepted, "run KITH_ACCEPT=1 cargo test -p law processing, then read the difference");
}

#[test]
fn a_spreadsheet_reads_the_table() {
    for council in COUNCILS {
        let record = record_of(&read(council));
        let text = csv(&record);
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let headings = reader.headers().expect("headings").clone();
        let rows: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), record.activities.len(), "{council}");
        for (row, activity) in rows.iter().zip(&record.activities) {
            assert_eq!(row.len(), headings.len());
            assert_eq!(&row[0], activity.id);
            assert!(
                row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
                "{council} {}",
                activity.id
            );
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    for cell in ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
        assert_eq!(csv::harmless(cell.to_owned()), format!("'{cell}"));
    }
    assert_eq!(csv::harmless("1 - 1".to_owned()), "1 - 1");
}
