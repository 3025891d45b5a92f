//! Files that were damaged at random: never a panic, in either reader, nor in any rule.

use returns::dice::Dice;
use returns::ssda903::sample::{Sample, files, invent};
use returns::ssda903::{Context, File, read_files, validate};
use returns::year::CollectionYear;

const XML: &str = "<EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID><UPN>UN1</UPN><SEX>F</SEX><DOB>01/02/2010</DOB><UASC>1</UASC>\
    <AMISSING><MISSING>M</MISSING><MIS_START>01/05/2026</MIS_START></AMISSING><AREVIEW><REVIEW>01/06/2026</REVIEW></AREVIEW>\
    <OC2><SDQ_SCORE>12</SDQ_SCORE></OC2></HEADER><EPISODE><DECOM>01/05/2025</DECOM><PL>U1</PL><DEC /></EPISODE></CHILD>\
    <CHILD><HEADER><CHILDID>8</CHILDID></HEADER></CHILD></EXPSSDA903>";

/// What a damaged cell may say.
const ODD: [&str; 12] = [
    "",
    "\0",
    "ZZ/ZZ/ZZZZ",
    "29/02/2027",
    "9999-12-31",
    "0001-01-01",
    "31/12/9999",
    "1e308",
    "-1",
    "\"",
    "𝕏é",
    "X1",
];

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(8) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len() as u32) as usize;
        match dice.below(6) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + 1 + dice.below(40) as usize).min(bytes.len()))),
            3 => {
                let odd = ODD[dice.below(ODD.len() as u32) as usize];
                bytes.splice(at..at, odd.bytes());
            }
            4 => {
                let to = (at + dice.below(200) as usize).min(bytes.len());
                let again = bytes[at..to].to_vec();
                bytes.splice(at..at, again);
            }
            _ => bytes[at] = *b",\n\"<>/;".get(dice.below(7) as usize).unwrap(),
        }
    }
}

/// `KITH_SOAK_SECONDS=3600` soaks for an hour; without it a small dose.
#[test]
fn damaged_files_never_panic() {
    let invented = invent(&Sample { year: CollectionYear::LAST, children: 25, seed: 2, errors: 300 });
    let whole = files(&invented.now).unwrap();
    let seconds: Option<u64> = std::env::var("KITH_SOAK_SECONDS").ok().and_then(|it| it.parse().ok());
    let begun = std::time::Instant::now();
    let mut round = 0;
    while seconds.map_or(round < 60, |seconds| begun.elapsed().as_secs() < seconds) {
        let mut dice = Dice::new(round, 1);
        let mut damaged = whole.clone();
        for file in &mut damaged {
            if dice.chance(500) {
                damage(&mut file.bytes, &mut dice);
            }
        }
        if dice.chance(300) {
            let mut bytes = XML.as_bytes().to_vec();
            damage(&mut bytes, &mut dice);
            damaged = vec![File { name: "a.xml".into(), bytes }];
        }
        let (read, _) = read_files(&damaged);
        let (last, _) = read_files(&whole);
        let year = CollectionYear::of(2022 + (round % 5) as i16);
        let found = validate(&read, Some(&last), &Context { year: Some(year), ..Context::default() });
        std::hint::black_box(found);
        round += 1;
    }
    println!("{round} rounds");
}
