//! Figures of both years, counted by hand.

use returns::report::notes::Notes;
use returns::report::{Report, Standing, html};
use returns::ssda903::{self, Context, File, Return, read_files};
use returns::year::CollectionYear;

fn read(files: &[(&str, &str)]) -> Return {
    let files: Vec<File> = files
        .iter()
        .map(|(name, text)| File { name: format!("{name}.csv"), bytes: text.as_bytes().to_vec() })
        .collect();
    read_files(&files).0
}

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
const MISSING: &str = "CHILD,DOB,MISSING,MIS_START,MIS_END\n";
const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE\n";
const UASC: &str = "CHILD,SEX,DOB,DUC\n";

/// The year 2026-27, by hand: A stays all the year and moves once; B starts, goes home and starts again; C is adopted; D has short breaks
/// alone; E goes home on 31 March; F is unaccompanied; G is placed for adoption, with a change of legal status first.
fn this() -> Return {
    let episodes = [
        "A,01/05/2025,S,C2,N1,U4,PR1,01/07/2026,X1,CARPL,,,",
        "A,01/07/2026,P,C2,N1,U4,PR1,,,,,,",
        "B,01/04/2026,S,C2,N1,U4,PR1,01/05/2026,E4A,,,,",
        "B,01/09/2026,S,C2,N1,U4,PR1,,,,,,",
        "C,01/04/2025,B,E1,N1,A6,PR1,31/03/2027,E12,,,,",
        "D,05/05/2026,S,V4,N1,U4,PR1,10/05/2026,E4B,,,,",
        "E,01/02/2026,S,C2,N1,U4,PR1,31/03/2027,E4B,,,,",
        "F,01/02/2026,S,V2,N8,K2,PR4,,,,,,",
        "G,01/03/2026,L,E1,N1,U4,PR1,01/08/2026,X1,OTHER,,,",
        "G,01/08/2026,U,E1,N1,A5,PR1,,,,,,",
        // Of a care leaver, from before the year.
        "H,01/03/2020,S,C2,N1,U4,PR1,01/06/2022,E5,,,,",
        // No day, no child.
        "I,soon,S,C2,N1,U4,PR1,,,,,,",
        ",01/05/2026,S,C2,N1,U4,PR1,,,,,,",
    ];
    let missing = "A,,M,31/03/2026,02/04/2026\nA,,M,01/04/2026,02/04/2026\nF,,A,31/03/2027,\nF,,M,never,\n";
    let uasc = "F,M,01/01/2011,01/01/2029\nB,F,01/01/2009,31/03/2027\nZ,M,01/01/2011,\n";
    read(&[
        ("episodes", &format!("{EPISODES}{}\n", episodes.join("\n"))),
        ("missing", &format!("{MISSING}{missing}")),
        ("reviews", &format!("{REVIEWS}A,,01/06/2026,PN1\nA,,01/12/2026,PN1\nB,,31/03/2026,PN1\nB,,,PN1\n")),
        ("uasc", &format!("{UASC}{uasc}")),
        ("header", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,M,,,,,\nB,F,,,,,\nB,F,,,,,\n"),
    ])
}

fn last() -> Return {
    read(&[
        (
            "episodes",
            &format!("{EPISODES}A,01/05/2025,S,C2,N1,U4,PR1,,,,,,\nF,01/02/2026,S,V2,N8,K2,PR4,,,,,,\n"),
        ),
        ("missing", &format!("{MISSING}A,,M,31/03/2026,\n")),
        ("reviews", REVIEWS),
        ("uasc", &format!("{UASC}F,M,01/01/2011,01/01/2029\n")),
        ("header", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,M,,,,,\nF,M,,,,,\n"),
        ("oc3", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nK,01/01/2007,YES,F1,B1\n"),
    ])
}

fn report(this: &Return, last: Option<&Return>) -> Report {
    let context = Context { year: Some(CollectionYear::of(2026)), ..Context::default() };
    ssda903::report(
        this,
        Vec::new(),
        &returns::read::Complaints::default(),
        last,
        &context,
        &Notes::default(),
    )
}

#[test]
fn each_figure_as_counted_by_hand() {
    let report = report(&this(), Some(&last()));
    let figures: Vec<_> = report.year_on_year.iter().map(|it| (it.code, it.last, it.this)).collect();
    let expected = [
        ("Y01", 2, 2),
        // A, B, F, G. E and C left on the last day, D has short breaks alone.
        ("Y02", 2, 4),
        // B, twice. The last year's are A and F.
        ("Y03", 2, 1),
        // B, C and E.
        ("Y04", 0, 3),
        ("Y05", 0, 1),
        ("Y06", 0, 1),
        // All but D's, H's, I's and the one without a number.
        ("Y07", 2, 9),
        // G's first, which began with a change of legal status, is where they were.
        ("Y08", 2, 9),
        ("Y09", 0, 2),
        ("Y10", 1, 2),
        // B's status ceased on the last day, and Z has no episode.
        ("Y11", 1, 1),
    ];
    // OC2 was submitted in neither year, OC3 in one.
    assert_eq!(figures, expected);
}

#[test]
fn a_change_of_legal_status_is_no_new_placement() {
    let rows = "A,01/05/2025,S,C2,N1,U4,PR1,01/07/2026,X1,,,,\nA,01/07/2026,L,C1,N1,U4,PR1,,,,,,\n";
    let it = read(&[("episodes", &format!("{EPISODES}{rows}"))]);
    let report = report(&it, Some(&it));
    let of = |code| report.year_on_year.iter().find(|it| it.code == code).map(|it| it.this);
    assert_eq!((of("Y07"), of("Y08"), of("Y03")), (Some(2), Some(1), Some(0)));
}

#[test]
fn figures_are_shown_and_hold_nothing_up() {
    let alone = report(&this(), None);
    assert!(alone.year_on_year.is_empty());
    let mut many = last();
    for _ in 0..100 {
        many.reviews.push(ssda903::Review { review: ssda903::Day::ymd(2026, 3, 31), ..Default::default() });
    }
    let report = report(&this(), Some(&many));
    let marked: Vec<_> = report.year_on_year.iter().filter(|it| it.appears()).map(|it| it.code).collect();
    // Nine episodes and placements after two, and 2 reviews after 100. One adoption after none is few.
    assert_eq!(marked, ["Y07", "Y08", "Y09"]);
    assert_eq!(report.standing(), Standing::Ready, "the Department asks nobody to confirm these");
    let page = html::page(&report, "return").unwrap();
    assert!(page.contains("own tolerances for this return are not known here"));
    assert!(page.contains("<th scope=\"col\">Look at it</th>") && !page.contains("word for word"));
    assert!(page.contains("<td>-98.0%</td><td>yes</td>"), "{page}");
}
