//! Whole files: DfE's columns, rows that are broken, and a PDS that goes away in the middle.

use pds::Columns;
use pds::mock::{Answer, Mock};
use pds::sheet::{self, Job, Kind, Sheet, Tally};
use pds::strategies::Strategies;

use crate::support::*;

pub struct Done {
    pub tally: Tally,
    pub text: String,
    pub book: Book,
}

impl Done {
    /// A cell of the output, by line (the header is 0) and column.
    pub fn cell(&self, line: usize, column: &str) -> String {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let at = rows[0].iter().position(|name| name == column).unwrap();
        rows[line][at].to_owned()
    }
}

pub fn run(mock: &Mock, kind: Kind, strategy: &str, text: &[u8]) -> Done {
    run_with(mock, kind, strategy, text, Book::default())
}

fn run_with(mock: &Mock, kind: Kind, strategy: &str, text: &[u8], mut book: Book) -> Done {
    let (line, key, settings, all) = (Line::new(), key(), settings(mock), Strategies::built_in().unwrap());
    let sheet = Sheet::read(text, kind, &Columns::default()).unwrap();
    let job = Job {
        kind,
        strategies: &all,
        strategy: all.find(strategy.parse().unwrap()).unwrap(),
        settings: &settings,
        key: &key,
        outside: &line,
        by: "a.worker",
        why: "direct care",
    };
    let (mut out, mut seen) = (Vec::new(), 0);
    let tally = sheet::run(&sheet, &job, &mut book, &mut out, &mut || seen += 1).unwrap();
    assert_eq!(seen, sheet.rows.len(), "progress is told for every row");
    Done { tally, text: String::from_utf8(out).unwrap(), book }
}

const HEADER: &str = "Id,GivenName,Surname,DOB";

#[test]
fn a_file_comes_back_with_dfes_columns() {
    let text = format!(
        "{HEADER}\n1,Robin,Quill,2015-06-03\n2,Sam,Thorn,01/12/2012\n3,Nobody,Here,20150603\n4,Robin,Quill,1/7/80\n"
    );
    let done = run(&mock(), Kind::Match, "4", text.as_bytes());
    assert_eq!(
        done.text,
        format!(
            "{HEADER},SUI_Status,SUI_Score,SUI_NHSNo,SUI_ProcessStage,SUI_Note\n\
             1,Robin,Quill,2015-06-03,Match,1,9990123004,NonFuzzyGFD,\n\
             2,Sam,Thorn,01/12/2012,ManyMatch,-,-,NonFuzzyGFD,\n\
             3,Nobody,Here,20150603,NoMatch,-,-,-,\n\
             4,Robin,Quill,1/7/80,Error,-,-,-,write the date of birth as 2015-04-01 or 01/04/2015\n"
        )
    );
    let counts: Vec<_> =
        done.tally.statuses.iter().map(|(status, count)| (status.as_str(), *count)).collect();
    assert_eq!(counts, [("Error", 1), ("ManyMatch", 1), ("Match", 1), ("NoMatch", 1)]);
    assert_eq!((done.tally.broken, done.tally.ended), (0, None));
}

#[test]
fn no_row_is_lost_however_broken() {
    let text = format!(
        "\u{feff}{HEADER}\r\n1,Robin\r\n2,\"Robin\",Quill, Ash,2015-06-03\r\n,,,\r\n5,\"Ro\nbin\",Quill,2015-06-03\r\n6,Robin,Quill,2015-06-03,\r\n"
    );
    let mock = mock();
    let done = run(&mock, Kind::Match, "4", text.as_bytes());
    assert!(done.text.starts_with('\u{feff}'));
    let statuses: Vec<_> = (1..=5).map(|line| done.cell(line, "SUI_Status")).collect();
    assert_eq!(statuses, ["Error", "Error", "Error", "Error", "Match"]);
    assert!(done.text.contains("2,Robin,Quill, Ash,Error,-,-,-,this row has 5 fields and the header 4: a comma may need quotation marks,2015-06-03\n"), "{}", done.text);
    assert_eq!(done.tally.broken, 4);
    assert_eq!(done.book.kept.len(), 1, "nobody was asked about by a broken row");
}

#[test]
fn an_id_that_comes_twice_is_noted_and_both_rows_are_asked_about() {
    let text = format!("{HEADER}\n7,Robin,Quill,2015-06-03\n7,Ines,Okafor-Lund,2017-02-11\n");
    let done = run(&mock(), Kind::Match, "4", text.as_bytes());
    assert_eq!(
        (done.cell(1, "SUI_Note"), done.cell(2, "SUI_Note")),
        (String::new(), "line 2 has the same id".into())
    );
    assert_eq!(done.cell(2, "SUI_Status"), "Match");
    let records: Vec<_> = done.book.kept.iter().map(|it| it.record.as_str()).collect();
    assert_eq!(records, ["7 (line 2)", "7 (line 3)"]);
}

#[test]
fn what_must_not_be_written_down_is_no_reference() {
    let rows = ["9990123004", "999 012 3004", "QUILL-R-1", "robin", "", "ok-12"];
    let rows: String = rows.iter().map(|id| format!("{id},Robin,Quill,2015-06-03\n")).collect();
    let done = run(&mock(), Kind::Match, "4", format!("{HEADER}\n{rows}").as_bytes());
    let records: Vec<_> = done.book.kept.iter().map(|it| it.record.as_str()).collect();
    assert_eq!(records, ["line 2", "line 3", "line 4", "line 5", "line 6", "ok-12 (line 7)"]);
}

#[test]
fn a_pds_that_goes_away_leaves_the_rest_unasked_and_a_second_run_takes_it_up() {
    let rows: String = (1..=8).map(|id| format!("{id},Robin,Quill,2015-06-03\n")).collect();
    let mock = mock();
    mock.follow(Box::new({
        let count = std::sync::atomic::AtomicU32::new(0);
        move |_| (count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 2).then(Answer::hang_up)
    }));
    let first = run(&mock, Kind::Match, "4", format!("{HEADER}\n{rows}").as_bytes());
    let (left, trouble) = first.tally.ended.clone().unwrap();
    assert_eq!((left, trouble.code()), (3, "unreachable"), "three rows were tried in vain");
    assert_eq!(first.tally.statuses.get("Match"), Some(&2));
    assert!(first.cell(8, "SUI_Note").starts_with("not asked: PDS does not answer"), "{}", first.text);
    mock.follow(Box::new(|_| None));
    let asked = mock.asked_about_people().len();
    let second = run(&mock, Kind::Match, "4", first.text.as_bytes());
    assert_eq!((second.tally.settled, second.tally.statuses.get("Match")), (2, Some(&8)));
    assert_eq!(mock.asked_about_people().len() - asked, 6, "what was settled is not asked twice");
    let third = run(&mock, Kind::Match, "4", second.text.as_bytes());
    assert_eq!((third.text, third.tally.settled), (second.text, 8));
}

#[test]
fn what_cannot_be_recorded_stops_the_file_and_every_row_says_so() {
    let rows: String = (1..=4).map(|id| format!("{id},Robin,Quill,2015-06-03\n")).collect();
    let mock = mock();
    let book = Book { full_at: Some(2), ..Book::default() };
    let done = run_with(&mock, Kind::Match, "4", format!("{HEADER}\n{rows}").as_bytes(), book);
    assert_eq!(mock.asked_about_people().len(), 2);
    let statuses: Vec<_> = (1..=4).map(|line| done.cell(line, "SUI_Status")).collect();
    assert_eq!(statuses, ["Match", "Match", "Error", "Error"]);
    assert!(done.cell(4, "SUI_Note").contains("it could not be recorded: the disk is full"));
    assert_eq!(done.tally.ended.unwrap().0, 2);
}

#[test]
fn a_reconciled_file_has_dfes_columns_and_tells_no_restricted_place() {
    let text = "Id,GivenName,Surname,DOB,Gender,PostCode,NhsNumber,AddressHistory\n\
        1,Robin,Quill,2015-06-03,F,ZM14 1XX,9990123004,1~16 Harebell Drive~~ZM1 6UX|2~12 Larkrise Gdns~~ZM14 1XX\n\
        2,Nadia,Haddad,2018-09-09,F,ZM10 3FT,9990123357,1~2 Glasswort Rise~~ZM10 3FT\n\
        3,Elif,Yilmaz,2014-08-31,F,ZM3 5AB,9990123005,1~8 Saltmarsh Lane~~ZM3 5AB\n\
        4,Nobody,Here,2014-08-31,F,,,\n";
    let done = run(&mock(), Kind::Reconcile, "4", text.as_bytes());
    let status: Vec<_> = (1..=4).map(|line| done.cell(line, "SUI_Status")).collect();
    assert_eq!(
        status,
        [
            "NoDifferences",
            "NoDifferences",
            "LocalNhsNumberIsNotValid",
            "LocalDemographicsDidNotMatchToAnNhsNumber"
        ]
    );
    assert_eq!(done.cell(1, "SUI_PrimaryAddressSame"), "Matched");
    assert_eq!(
        done.cell(1, "SUI_AddressHistory"),
        "12 Larkrise Gardens~Quillham~ZM14 1XX|Flat 2~16 Harebell Drive~Quillham~ZM1 6UX"
    );
    assert_eq!(
        (done.cell(1, "SUI_GivenName"), done.cell(1, "SUI_Differences")),
        ("Robin Ash".into(), "-".into())
    );
    assert_eq!(done.cell(1, "SUI_MissingLocalFields"), "Email - Phone");
    for column in [
        "SUI_PostalCode",
        "SUI_Phone",
        "SUI_Email",
        "SUI_AddressHistory",
        "SUI_GeneralPractitionerOdsId",
        "SUI_PrimaryAddressSame",
    ] {
        assert_eq!(done.cell(2, column), "Withheld", "{column}");
    }
    assert!(done.cell(2, "SUI_Note").starts_with("restricted"));
    assert_eq!(done.cell(3, "SUI_PrimaryAddressSame"), "Uncertain: NumberRange");
    assert_eq!(done.cell(3, "SUI_Differences"), "NhsNumber");
    assert_eq!((done.cell(4, "SUI_NHSNo"), done.cell(4, "SUI_MatchStatus")), ("-".into(), "NoMatch".into()));
    assert_eq!(done.tally.searches.get("Match"), Some(&3));
}
