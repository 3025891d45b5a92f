//! Rules of the census that ended with 2022-23.

use returns::cin;
use returns::report::notes::Notes;
use returns::year::CollectionYear;

/// What each of the two rules found: the cells of each finding, with what they hold.
fn found(year: i16) -> Vec<(&'static str, Vec<String>)> {
    let child = |id: &str, disabilities: &[&str], assessments: &str| {
        let disabilities: String =
            disabilities.iter().map(|it| format!("<Disability>{it}</Disability>")).collect();
        format!(
            "<Child><ChildIdentifiers><LAchildID>{id}</LAchildID></ChildIdentifiers><ChildCharacteristics><Disabilities>{disabilities}\
             </Disabilities></ChildCharacteristics><CINdetails><CINreferralDate>2022-03-01</CINreferralDate>{assessments}</CINdetails></Child>"
        )
    };
    let assessment = |end: &str, factors: &[&str]| {
        let factors: String =
            factors.iter().map(|it| format!("<AssessmentFactors>{it}</AssessmentFactors>")).collect();
        format!(
            "<Assessments><AssessmentActualStartDate>2022-03-02</AssessmentActualStartDate>\
             <AssessmentAuthorisationDate>{end}</AssessmentAuthorisationDate>\
             <FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment></Assessments>"
        )
    };
    let children = [
        child("K1", &["MOB", "LD"], &assessment("2022-04-01", &["2A", "8A"])),
        child("K2", &["MOB"], &assessment("2022-05-01", &["2A", "6A"])),
        child("K3", &["NONE"], &assessment("2022-05-01", &["2A"])),
        child("K4", &["LD"], &assessment("2022-03-31", &["2A"])),
        child("K5", &["LD"], &assessment("2022-06-01", &[])),
        child(
            "K6",
            &["LD"],
            &format!("{}{}", assessment("2022-06-01", &["5A"]), assessment("2022-07-01", &["8a", "3A"])),
        ),
    ];
    let file = format!(
        "<Message><Header><ReferenceDate>2023-03-31</ReferenceDate></Header><Children>{}</Children></Message>",
        children.concat()
    );
    let census = cin::read::census(file.as_bytes(), Some(CollectionYear::of(year)), |_| {}).unwrap();
    let report = cin::report::report(
        &census.cin,
        cin::check(&census.cin),
        &census.complaints,
        None,
        &Notes::default(),
    );
    let of_both = report.findings.into_iter().filter(|it| ["8617", "8899Q"].contains(&it.rule));
    of_both.map(|it| (it.rule, it.cells.into_iter().filter_map(|it| it.value).collect())).collect()
}

#[test]
fn an_old_code_and_a_disability_without_a_factor() {
    let mut of_2022 = found(2022);
    of_2022.sort();
    let cells = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        of_2022,
        [
            ("8617", cells(&["8A"])),
            ("8899Q", cells(&["2A", "8A", "MOB", "LD"])),
            ("8899Q", cells(&["8a", "3A", "LD"])),
            ("8899Q", cells(&["LD"])),
        ]
    );
    assert_eq!(found(2023), []);
}
