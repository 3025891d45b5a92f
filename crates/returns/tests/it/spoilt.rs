//! Spoilt files never break the reader or a rule. For an hour of it: the example `soak`.

use returns::cin::{self, sample};
use returns::dice::Dice;
use returns::mutate::spoilt;
use returns::report::notes::Notes;
use returns::report::{csv, html};
use returns::year::CollectionYear;

#[test]
fn two_thousand_spoilt_censuses() {
    let mut good = Vec::new();
    let sample = sample::Sample { year: CollectionYear::LAST, children: 12, seed: 4, errors: 300 };
    sample::write(&sample, &mut good).unwrap();
    let (mut read, mut refused, mut complained) = (0, 0, 0);
    for number in 0..2_000 {
        let file = spoilt(&good, &mut Dice::new(4, number));
        match cin::read::census(&file[..], None, |_| {}) {
            Ok(census) => {
                let findings = cin::check(&census.cin);
                let report =
                    cin::report::report(&census.cin, findings, &census.complaints, None, &Notes::default());
                csv::write(&report, Vec::new()).unwrap();
                assert!(html::page(&report, "spoilt").unwrap().contains("</html>"));
                complained += i32::from(!census.complaints.is_empty());
                read += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        read > 500 && refused > 20 && complained > 500,
        "{read} read, {refused} refused, {complained} with complaints"
    );
}
