//! Rules that were in force in earlier years, and what they found then.

use returns::ssda903::{Context, File, Return, hits, read_files, rules};
use returns::year::CollectionYear;

fn read(files: &[(&str, &str)]) -> Return {
    let files: Vec<File> = files
        .iter()
        .map(|(name, text)| File { name: format!("{name}.csv"), bytes: text.as_bytes().to_vec() })
        .collect();
    read_files(&files).0
}

/// The rows that break the rule in that year, from 0.
fn found(code: &str, year: i16, read: &Return) -> Vec<u32> {
    let context = Context { year: Some(CollectionYear::of(year)), ..Context::default() };
    let all = hits(read, None, &context);
    let mut rows: Vec<u32> =
        all.into_iter().filter(|it| rules()[it.rule as usize].code == code).map(|it| it.row).collect();
    rows.sort_unstable();
    rows
}

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";

#[test]
fn independent_and_supported_living() {
    let rows = "A,14/03/2023,S,C2,N1,P2,PR4,,,,,,\nB,15/03/2023,S,C2,N1,P2,PR4,,,,,,\nC,01/05/2022,S,C2,N1,H5,PR4,28/10/2023,X1,,,,\n\
        A,14/03/2021,S,C2,N1,H5,PR4,,,,,,\nA,01/11/2023,S,C2,N1,P2,PR4,29/10/2023,X1,,,,\n";
    let header = "A,1,15/03/2007,WBRI,UN1,,\nB,1,15/03/2007,WBRI,UN1,,\nC,1,01/01/2007,WBRI,UN1,,\n";
    let it = read(&[("episodes", &format!("{EPISODES}{rows}")), ("header", &format!("{HEADER}{header}"))]);
    assert_eq!(found("370", 2022, &it), [0]);
    assert!(found("370", 2024, &it).is_empty());
    // 14 was enough until 2022-23; C was 15.
    assert_eq!((found("371", 2022, &it), found("371", 2023, &it)), (vec![3], vec![2, 3]));
    assert_eq!((found("217t", 2022, &it), found("217t", 2023, &it)), (vec![], vec![0, 1, 4]));
}

#[test]
fn numbers_of_supported_accommodation_in_england() {
    let rows = "A,01/05/2022,S,C2,N1,H5,PR4,29/10/2023,X1,,,,\nB,01/05/2022,S,C2,N1,H5,PR4,28/10/2023,X1,,,,\n\
        C,01/05/2022,S,C2,N1,H5,PR4,,,,,,2000001\nD,01/05/2022,S,C2,N1,H5,PR4,,,,,,XXXXXXX\nE,01/05/2022,S,C2,N1,H5,PR4,,,,,,\n";
    let mut it = read(&[("episodes", &format!("{EPISODES}{rows}"))]);
    assert!(found("230", 2023, &it).is_empty(), "nobody can say where they are");
    it.places_known = true;
    for (at, episode) in it.episodes.iter_mut().enumerate() {
        episode.pl_la = returns::ssda903::Text::read(if at == 4 { "W06000015" } else { "E10000016" });
    }
    assert_eq!((found("230", 2023, &it), found("230", 2024, &it)), (vec![0, 3], vec![]));
}

#[test]
fn whoever_follows_a_social_worker_in_2023_24() {
    let rows = [
        "1,SW1,01/03/2023,25/03/2024",
        "1,,,",
        "2,SW1,01/03/2023,25/03/2024",
        "2,SW2,02/04/2024,03/04/2024",
        "3,SW1,01/03/2023,30/03/2024",
        "3,,,",
        "4,SW1,01/03/2023,25/03/2024",
        "4,SW2,29/03/2024,",
        "5,SW1,01/03/2023,20/03/2024",
        "5,SW2,21/03/2024,22/03/2024",
        "5,SW3,29/03/2024,",
    ];
    let text: String = rows
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{},,{},{},{},MANAGE\n", cells[0], cells[1], cells[2], cells[3])
        })
        .collect();
    let it = read(&[("sw", &format!("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n{text}"))]);
    assert_eq!(found("SW11aSTG2", 2023, &it), [1, 3, 10]);
    assert!(found("SW11aSTG2", 2024, &it).is_empty());
}
