//! Files that were spoilt at random: never a panic, in either reader, nor in any rule. For longer: `--example soak_903`.

use returns::dice::Dice;
use returns::mutate::spoilt;
use returns::ssda903::sample::{Sample, files, invent, xml};
use returns::ssda903::{Context, File, read_files, validate};
use returns::year::CollectionYear;

#[test]
fn spoilt_files_never_panic() {
    let invented = invent(&Sample { year: CollectionYear::LAST, children: 25, seed: 2, errors: 300 });
    let good = files(&invented.now).unwrap();
    let whole = File { name: "return.xml".into(), bytes: xml(&invented.now).into_bytes() };
    let mut found = 0;
    for round in 0..120 {
        let mut dice = Dice::new(round, 1);
        let mut damaged = if dice.chance(300) { vec![whole.clone()] } else { good.clone() };
        for file in &mut damaged {
            if dice.chance(500) {
                file.bytes = spoilt(&file.bytes, &mut dice);
            }
        }
        let (read, _) = read_files(&damaged);
        let year = CollectionYear::of(2022 + (round % 5) as i16);
        let context = Context { year: Some(year), ..Context::default() };
        found += validate(&read, Some(&invented.last), &context).len();
    }
    assert!(found > 1_000, "{found}");
}
