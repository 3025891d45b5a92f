//! Reports: what is counted, which notes stand, and the comparison with last year.

use returns::cin::{self, Cin, sample};
use returns::report::notes::Notes;
use returns::report::{Report, Standing, csv, html};
use returns::rule::Kind;
use returns::year::CollectionYear;

fn sampled(year: i16, children: u32, errors: u32) -> cin::read::Census {
    let mut file = Vec::new();
    let sample = sample::Sample { year: CollectionYear::of(year), children, seed: 5, errors };
    sample::write(&sample, &mut file).unwrap();
    cin::read::census(&file[..], None, |_| {}).unwrap()
}

fn report(census: &cin::read::Census, last: Option<&Cin>, notes: &Notes) -> Report {
    cin::report::report(&census.cin, cin::check(&census.cin), &census.complaints, last, notes)
}

#[test]
fn nothing_is_left_of_a_clean_return() {
    let clean = report(&sampled(2026, 500, 0), None, &Notes::default());
    assert_eq!((clean.standing(), clean.findings.len(), clean.children), (Standing::Ready, 0, 500));
}

#[test]
fn a_query_stands_with_its_note_and_an_error_does_not() {
    let census = sampled(2026, 2_000, 200);
    let before = report(&census, None, &Notes::default());
    assert_eq!(before.standing(), Standing::Errors);
    let query = before.findings.iter().find(|it| it.kind == Kind::Query && it.child.is_some()).unwrap();
    let mut notes = Notes::default();
    notes.write(query.rule, query.child.as_deref(), "Looked at");
    for rule in &before.rules {
        notes.write(if rule.kind == Kind::Error { rule.code } else { "" }, None, "We do not mind");
    }
    let after = report(&census, None, &notes);
    assert_eq!(after.open(Kind::Error), before.open(Kind::Error), "an error stays one, note or not");
    assert_eq!(after.open(Kind::Query) + after.noted(), before.open(Kind::Query));
    assert!(after.noted() >= 1);
    assert!(after.findings.iter().any(|it| it.note.as_deref() == Some("Looked at")));
}

#[test]
fn an_assessment_of_many_factors_is_one_finding() {
    let file = "<Message><Header><ReferenceDate>2027-03-31</ReferenceDate></Header><Children><Child><ChildIdentifiers><LAchildID>K1</LAchildID>\
        </ChildIdentifiers><CINdetails><CINreferralDate>2026-05-01</CINreferralDate><Assessments>\n\
        <AssessmentActualStartDate>2026-06-01</AssessmentActualStartDate><AssessmentAuthorisationDate>2026-05-20</AssessmentAuthorisationDate>\
        <FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>2A</AssessmentFactors>\
        <AssessmentFactors>3A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments></CINdetails></Child></Children></Message>";
    let census = cin::read::census(file.as_bytes(), None, |_| {}).unwrap();
    let report = report(&census, None, &Notes::default());
    let of_8608 = report.findings.iter().filter(|it| it.rule == "8608").count();
    assert_eq!((of_8608, census.cin.assessments.len(), census.cin.whole_assessments()), (1, 3, 1));
}

#[test]
fn a_page_says_what_stands_in_the_way() {
    let file = "<Message><Header><ReferenceDate>2027-03-31</ReferenceDate></Header>loose<Children></Children></Message>";
    let census = cin::read::census(file.as_bytes(), None, |_| {}).unwrap();
    let unread = cin::report::report(&census.cin, Vec::new(), &census.complaints, None, &Notes::default());
    assert_eq!((unread.standing(), unread.open(Kind::Error)), (Standing::Errors, 0));
    let page = html::page(&unread, "census.xml").unwrap();
    assert!(page.contains("Some of it could not be read") && !page.contains("Errors have to be put right"));
    let wrong = report(&sampled(2026, 500, 300), None, &Notes::default());
    let page = html::page(&wrong, "census.xml").unwrap();
    assert!(page.contains("Errors have to be put right"));
    // A line alone says nothing where a return has twelve files.
    let cell = wrong.findings.iter().flat_map(|it| &it.cells).next().unwrap();
    assert!(page.contains(&format!("{}, {} ", cell.table, cell.column)));
}

#[test]
fn last_year_beside_this_year() {
    let (this, last) = (sampled(2026, 1_000, 0), sampled(2025, 700, 0));
    let report = report(&this, Some(&last.cin), &Notes::default());
    assert_eq!(report.year_on_year.len(), 7);
    let children = &report.year_on_year[0];
    assert_eq!((children.last, children.this, children.appears()), (700, 1_000, true));
    assert_eq!(report.standing(), Standing::Queries);
    let mut notes = Notes::default();
    for it in &report.year_on_year {
        notes.write(it.code, None, it.fixed_note.unwrap());
    }
    assert_eq!(self::report(&this, Some(&last.cin), &notes).standing(), Standing::Ready);
    let same = self::report(&this, Some(&this.cin), &Notes::default());
    assert!(same.year_on_year.iter().all(|it| !it.appears()));
}

#[test]
fn exactly_the_threshold_appears() {
    let check = |last, this| returns::report::YearOnYear {
        code: "YonY 01",
        what: "Children",
        last,
        this,
        threshold: 15,
        least: 1,
        fixed_note: None,
        note: None,
    };
    assert!(check(100, 115).appears() && check(100, 85).appears() && check(0, 1).appears());
    assert!(!check(100, 114).appears() && !check(100, 86).appears() && !check(0, 0).appears());
}

#[test]
fn what_a_file_says_is_not_markup_nor_a_formula() {
    let file = "<Message><Header><ReferenceDate>2027-03-31</ReferenceDate></Header><Children><Child><ChildIdentifiers>\
        <LAchildID>=cmd|'/c calc'!A1</LAchildID><Sex>&lt;script&gt;alert(1)&lt;/script&gt;</Sex></ChildIdentifiers></Child></Children></Message>";
    let census = cin::read::census(file.as_bytes(), None, |_| {}).unwrap();
    let report = report(&census, None, &Notes::default());
    let page = html::page(&report, "<b>name</b>").unwrap();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>") && !page.contains("<b>name"));
    let mut spreadsheet = Vec::new();
    csv::write(&report, &mut spreadsheet).unwrap();
    let spreadsheet = String::from_utf8(spreadsheet).unwrap();
    assert!(spreadsheet.contains("'=cmd") && !spreadsheet.contains(",=cmd"));
}

#[test]
fn one_child_is_checked_alone() {
    let census = sampled(2026, 1, 1_000);
    let of_one = cin::check_child(&census.cin);
    assert!(!of_one.is_empty());
    let whole: Vec<_> = cin::check(&census.cin).into_iter().filter(|it| !it.cells.is_empty()).collect();
    assert_eq!(of_one, whole);
}
