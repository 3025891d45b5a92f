//! Reading deliveries: the project's own sample when it is at hand, and files with every kind of mistake.

use super::*;

const NOW: Timestamp = Timestamp::constant(1_789_378_200, 0);

const SOURCES: &str = "Id, DataSource, Last Synchronised, Coverage Start Date, Coverage End Date, Coverage Explanation, \
                       Coverage Area, Not Supplied Since\nHousing, Example Homes, 2026-09-01T06:00, 01/04/2014, 2026-09-01\n";
const PEOPLE: &str = "\u{feff} id , First Name,lastName,dateOfBirth\n1,Kate,Williams,30/09/1989\n2,Dominic,Pierce,1986-01-17\n";
const HOUSING: &str = "personId,serviceInvolvement,housingAssociation,tenancyStart,noticeSeekingPossession,eviction\n\
                       1,current,Example Homes,01/09/2014,open\n";

fn files<'a>(changes: &[(&'a str, &'a str)]) -> HashMap<&'a str, &'a str> {
    let mut files =
        HashMap::from([("datasources.csv", SOURCES), ("person.csv", PEOPLE), ("housing.csv", HOUSING)]);
    files.extend(changes.iter().copied());
    files
}

fn wrong(changes: &[(&str, &str)]) -> Vec<String> {
    let problems =
        read(&files(changes), &InvolvementRules::default(), NOW).expect_err("a mistake was let through");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn headings_marks_and_both_kinds_of_date_are_understood() {
    let delivery = read(&files(&[]), &InvolvementRules::default(), NOW).unwrap();
    let born = |id: &str| delivery.people[id].born.unwrap().to_string();
    assert_eq!((born("1"), born("2")), ("1989-09-30".to_owned(), "1986-01-17".to_owned()));
    let [feed] = delivery.feeds.as_slice() else { panic!("one feed") };
    assert_eq!(feed.coverage.from.unwrap().to_string(), "2014-04-01");
    assert_eq!(
        feed.coverage.current_as_of.unwrap().to_string(),
        "2026-09-01T05:00:00Z",
        "summer time in England"
    );
    let (Found::Current, Some((summary, Detail::Housing(cases)))) = &feed.lines[0].said else {
        panic!("housing")
    };
    assert_eq!(summary.since.unwrap().to_string(), "2014-09-01");
    assert_eq!(cases.notice_seeking_possession, crate::source::Case::Open);
    assert_eq!(cases.eviction, crate::source::Case::NoneFound, "the cell is not even there");
}

#[test]
fn every_mistake_is_told_with_its_file_and_line() {
    let people = "id,firstName,lastName,dateOfBirth\n1,Kate,Williams,31/02/1989\n1,Dominic,Pierce,86\n";
    let housing = "personId,serviceInvolvement,housingAssociation,tenancyStart,eviction\n1,now,,,yes\n9,historic,Homes\n";
    let said = wrong(&[("person.csv", people), ("housing.csv", housing)]);
    assert_eq!(
        said,
        [
            "housing.csv:2: eviction must be open, closed or empty",
            "housing.csv:2: serviceInvolvement must be current, historic or none found",
            "housing.csv:3: person.csv has nobody with the id ‘9’",
            "person.csv:2: dateOfBirth is no date: write it as 2019-04-15 or 15/04/2019",
            "person.csv:3: dateOfBirth is no date: write it as 2019-04-15 or 15/04/2019",
            "person.csv:3: line 2 has the id ‘1’ too",
        ]
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let unix = "id,firstName,lastName,dateOfBirth\n1,\"Kate\nAnn\",Williams,1989-09-30\n\n,,,\n2,Dominic,Pierce,86\n";
    for people in [unix.to_owned(), unix.replace('\n', "\r\n"), format!("\u{feff}{unix}")] {
        let said = wrong(&[("person.csv", &people)]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("person.csv:6: dateOfBirth"), "{said:?} in {people:?}");
    }
}

#[test]
fn a_service_without_a_source_or_a_source_without_its_file_is_a_mistake() {
    let said = wrong(&[("school.csv", "personId,serviceInvolvement,schoolName\n")]);
    assert_eq!(said, ["school.csv:1: datasources.csv does not say where this comes from"]);
    let sources = "Id,DataSource,Last Synchronised\nHousing,Homes,2026-09-01\nPolice,Records,2026-09-01\nRailway,Trains,2026-09-01\n";
    let said = wrong(&[("datasources.csv", sources)]);
    assert_eq!(
        said,
        [
            "datasources.csv:3: there is no file police.csv",
            "datasources.csv:4: Id must be School, AdultSocialCare, Housing or Police",
        ]
    );
    let missing =
        read(&HashMap::new(), &InvolvementRules::default(), NOW).expect_err("nothing is no delivery");
    assert_eq!(missing.len(), 2, "{missing:?}");
}

#[test]
fn what_cannot_be_true_is_a_mistake() {
    let future = "Id,DataSource,Last Synchronised,Coverage Start Date,Coverage End Date\nHousing,Homes,2026-09-15,2026-01-02,2026-01-01\n";
    assert_eq!(wrong(&[("datasources.csv", future)]).len(), 2);
    let housing = "personId,serviceInvolvement,housingAssociation\n1,none found,\n1,current,Homes\n";
    assert!(wrong(&[("housing.csv", housing)])[0].starts_with("housing.csv:3: one of this line and line 2"));
    let columns = "personId,serviceInvolvement,housingAssociation\n1,current,Homes, Ltd\n";
    assert!(wrong(&[("housing.csv", columns)])[0].contains("4 cells under 3 headings"));
    assert_eq!(
        wrong(&[("housing.csv", "personId,serviceInvolvement\n")]),
        ["housing.csv:1: there is no column ‘housingAssociation’"]
    );
}

#[test]
fn another_system_may_be_named_only_as_not_supplied() {
    let police = "Id,DataSource,Last Synchronised,Not Supplied Since\nHousing,Homes,2026-09-01,\nPolice,Saltmoor,,03/03/2026\n";
    let delivery = read(&files(&[("datasources.csv", police)]), &InvolvementRules::default(), NOW).unwrap();
    assert_eq!(delivery.feeds[1].coverage.not_supplied_since.unwrap().to_string(), "2026-03-03");
    let twice = "Id,DataSource,Last Synchronised\nHousing,Homes,2026-09-01\nHousing,Flats,2026-09-01\n";
    assert_eq!(
        wrong(&[("datasources.csv", twice)]),
        ["datasources.csv:3: another line supplies the same service"]
    );
}

#[test]
fn of_offences_only_what_may_be_seen_is_kept() {
    let sources = "Id,DataSource,Last Synchronised\nHousing,Homes,2026-09-01\nPolice,Records,2026-09-01\n";
    let offences = "personId,dateOfOffence,typeOfOffence,natureOfInvolvement\n2,2025-05-02,Criminal damage,Offender\n2,2024-11-09,Robbery,Suspect\n";
    let changes = [
        ("datasources.csv", sources),
        ("police.csv", "personId,policeArea\n2,West\n"),
        ("police_offence.csv", offences),
    ];
    let delivery = read(&files(&changes), &InvolvementRules::default(), NOW).unwrap();
    let (_, Some((_, Detail::Police(kept)))) = &delivery.feeds[1].lines[0].said else { panic!("police") };
    assert_eq!((kept.offences.len(), kept.others), (1, true));
    assert!(!format!("{delivery:?}").contains("Criminal damage"));
    let orphan = [
        ("datasources.csv", sources),
        ("police.csv", "personId,policeArea\n1,West\n"),
        ("police_offence.csv", offences),
    ];
    assert_eq!(wrong(&orphan).len(), 2);
}

#[test]
fn the_projects_own_sample_is_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/family-context");
    if !folder.is_dir() {
        assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "the sample is not beside the repository");
        eprintln!("skipped: there is no ../shared/data/family-context");
        return;
    }
    let texts = FILES.map(|file| (file, std::fs::read_to_string(folder.join(file)).unwrap()));
    let files = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let delivery =
        read(&files, &InvolvementRules::default(), NOW).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    assert_eq!((delivery.people.len(), delivery.feeds.len()), (10, 4));
    let police = delivery
        .feeds
        .iter()
        .find(|feed| feed.coverage.service == law::involvement_rules::Service::Police)
        .unwrap();
    let note = police.coverage.note.as_deref().unwrap();
    assert!(note.contains("5 years, and suspect"), "the explanation that its comma split is whole: {note}");
    assert_eq!(delivery.notes.len(), 1);
    let (Found::Records, Some((_, Detail::Police(kept)))) = &police.lines[0].said else { panic!("police") };
    assert_eq!(
        (kept.offences.len(), kept.others),
        (0, true),
        "antisocial behaviour and drugs are not on the list"
    );
}
