//! Estimates worked by hand, and intervals held to what they claim.

use super::{Agreement, Answer, Band, Estimates, Interval, Pair, cuts, turn};
use crate::prepared::mixed;
use crate::scoring::{probability, weight_of};

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 5e-4, "{found} is not {wanted}");
}

fn band(from: f64, to: f64, pairs: u64, same: u64, different: u64) -> Band {
    Band { pairs, same, different, believed: pairs as f64 / 2.0, ..Band::new(from, to) }
}

#[test]
fn a_total_by_hand() {
    // 5 of 10 were read and none of them is it. With 3 in all that happens in C(7, 5) / C(10, 5) = 21 / 252 = 0.083 of
    // readings, with 4 in 6 / 252 = 0.024: at most 3.
    assert_eq!(Interval::total(0, 5, 10), Interval { low: 0.0, value: 0.0, high: 3.0 });
    assert_eq!(Interval::total(5, 5, 10), Interval { low: 7.0, value: 10.0, high: 10.0 });
    assert_eq!(Interval::total(5, 20, 20), Interval::sure(5.0), "all were read");
    // The same sums by whole numbers: 5 of 20 of 100, 2 of 50 of 1,000.
    assert_eq!(Interval::total(5, 20, 100), Interval { low: 10.0, value: 25.0, high: 46.0 });
    assert_eq!(Interval::total(2, 50, 1000), Interval { low: 6.0, value: 40.0, high: 134.0 });
}

#[test]
fn a_share_by_hand() {
    // Wilson: 0 of 10 goes up to z² / (10 + z²) = 3.8415 / 13.8415.
    let none = Interval::share(0, 10);
    near(none.low, 0.0);
    near(none.high, 0.2775);
    // 5 of 20: middle (0.25 + 0.096036) / 1.192073 = 0.290282; half 1.96 / 1.192073 · √(0.009375 + 0.0024009) = 0.178421.
    let some = Interval::share(5, 20);
    near(some.low, 0.1119);
    near(some.high, 0.4687);
}

#[test]
fn bands_add_up_by_hand() {
    // Above the threshold 1,000 pairs: 50 read, 48 one person; 200 pairs: all read, 190 one person.
    // Below it 100 pairs: 20 read, 5 one person.
    let bands =
        [band(-4.0, 4.0, 100, 5, 15), band(4.0, 8.0, 200, 190, 10), band(8.0, f64::INFINITY, 1000, 48, 2)];
    let found = Estimates::of(&bands, 4.0);
    near(found.false_links.value, 10.0 + 40.0);
    // Between 6 and 134 of the 1,000; the band that was read whole adds nothing to the width.
    near(found.false_links.low, 10.0 + 6.0);
    near(found.false_links.high, 10.0 + 134.0);
    near(found.missed_links.value, 25.0);
    near(found.missed_links.high, 46.0);
    assert_eq!((found.links, found.read, found.unread), (1200, 270, 0));
    near(found.precision().unwrap().value, 1.0 - 50.0 / 1200.0);

    // Two bands: distances to the limits add as squares. 3 and 4 below make 5.
    let parts =
        [Interval { low: 7.0, value: 10.0, high: 16.0 }, Interval { low: 1.0, value: 5.0, high: 13.0 }];
    assert_eq!(Interval::sum(&parts), Interval { low: 10.0, value: 15.0, high: 25.0 });
}

#[test]
fn of_bands_that_nobody_read_the_model_is_believed_and_it_is_said() {
    let mut bands = [band(4.0, f64::INFINITY, 1000, 0, 0)];
    bands[0].believed = 991.0;
    let found = Estimates::of(&bands, 4.0);
    assert_eq!((found.false_links, found.unread), (Interval::sure(9.0), 1000));
    assert_eq!(Estimates::of(&[], 4.0).precision(), None);
}

#[test]
fn what_could_not_be_told_widens_the_interval_to_both_sides() {
    let told = band(0.0, 4.0, 40, 12, 8);
    let untold = Band { same: 12, different: 8, not_sure: 20, ..told };
    near(untold.one_person().value, 24.0);
    // All 40 were looked at: between 12 and 32 of them are one person.
    assert_eq!((untold.one_person().low, untold.one_person().high), (12.0, 32.0));
    let only_untold = Band { same: 0, different: 0, not_sure: 5, believed: 10.0, ..told };
    near(only_untold.one_person().value, 10.0);
    assert!(only_untold.one_person().low < 0.1 && only_untold.one_person().high > 39.9);
}

#[test]
fn every_pair_is_in_one_band_and_the_threshold_is_a_cut() {
    let threshold = weight_of(0.95);
    let pairs = (-200..200).map(|tenth| Pair {
        weight: threshold + f64::from(tenth) / 10.0,
        answer: (tenth % 3 == 0).then_some(if tenth < 0 { Answer::Different } else { Answer::Same }),
    });
    let bands = Band::of(pairs, &cuts(threshold));
    assert_eq!(bands.len(), 10);
    assert_eq!(bands.iter().map(|band| band.pairs).sum::<u64>(), 400);
    let above: u64 = bands.iter().filter(|band| band.from >= threshold).map(|band| band.pairs).sum();
    assert_eq!(above, 200, "a pair at the threshold is a link");
    assert!(bands.iter().all(|band| (band.from >= threshold) == (band.different == 0 && band.same > 0)));
}

#[test]
fn nineteen_of_twenty_intervals_hold_the_truth() {
    // Of 3,000 pairs between −6 and 10 bits as many are one person as their weights say. 240 are read, in many orders.
    let threshold = weight_of(0.95);
    let chance = |key: u64| mixed(key) as f64 / u64::MAX as f64;
    let weights: Vec<f64> = (0..3000).map(|pair| -6.0 + chance(pair) * 16.0).collect();
    let same: Vec<bool> =
        (0..3000).map(|pair| chance(pair + 50_000) < probability(weights[pair as usize])).collect();
    let truly_false = (0..3000).filter(|pair| weights[*pair] >= threshold && !same[*pair]).count() as f64;
    let truly_missed = (0..3000).filter(|pair| weights[*pair] < threshold && same[*pair]).count() as f64;
    let (mut held_false, mut held_missed) = (0, 0);
    for order in 0..400u64 {
        let mut turns: Vec<usize> = (0..3000).collect();
        turns.sort_by_key(|pair| mixed(mixed(order) ^ *pair as u64));
        let mut answers = vec![None; 3000];
        for pair in &turns[..240] {
            answers[*pair] = Some(if same[*pair] { Answer::Same } else { Answer::Different });
        }
        let pairs = (0..3000).map(|pair| Pair { weight: weights[pair], answer: answers[pair] });
        let found = Estimates::of(&Band::of(pairs, &cuts(threshold)), threshold);
        let holds =
            |interval: Interval, truth: f64| u32::from(interval.low <= truth && truth <= interval.high);
        held_false += holds(found.false_links, truly_false);
        held_missed += holds(found.missed_links, truly_missed);
    }
    assert!(held_false >= 376, "{held_false} of 400 hold the {truly_false} false links");
    assert!(held_missed >= 376, "{held_missed} of 400 hold the {truly_missed} missed links");
}

/// As many answers of each kind as a table says: rows the first reader's, columns the second's.
fn readers(table: [[usize; 3]; 3]) -> Vec<(Answer, Answer)> {
    let kinds = [Answer::Same, Answer::Different, Answer::NotSure];
    let mut answers = Vec::new();
    for (first, row) in kinds.iter().zip(table) {
        for (second, count) in kinds.iter().zip(row) {
            answers.extend(std::iter::repeat_n((*first, *second), count));
        }
    }
    answers
}

#[test]
fn kappa_by_hand() {
    // 20 and 15 of 50 alike: 0.7. By chance 0.5 · 0.6 + 0.5 · 0.4 = 0.5. Kappa 0.2 / 0.5 = 0.4.
    // Spread 0.4·(1 − 1.1·0.6)² + 0.3·(1 − 0.9·0.6)² + 0.36·(0.1·(0.6 + 0.5)² + 0.2·(0.4 + 0.5)²) − (0.4 − 0.3)²
    // = 0.04624 + 0.06348 + 0.10188 − 0.01 = 0.20160; half 1.96 · √(0.2016 / 50) / 0.5 = 0.24891.
    let found = Agreement::of(&readers([[20, 5, 0], [10, 15, 0], [0, 0, 0]])).unwrap();
    assert_eq!(found.pairs, 50);
    near(found.alike.value, 0.7);
    let kappa = found.kappa.unwrap();
    near(kappa.value, 0.4);
    near(kappa.low, 0.4 - 0.2489);
    near(kappa.high, 0.4 + 0.2489);
}

#[test]
fn kappa_of_a_textbook() {
    // Fleiss, Levin and Paik, "Statistical methods for rates and proportions", 3rd ed., table 18.1: 0.676, ± 1.96 · 0.088.
    let kappa = Agreement::of(&readers([[75, 1, 4], [5, 4, 1], [0, 0, 10]])).unwrap().kappa.unwrap();
    near(kappa.value, 0.6765);
    near(kappa.low, 0.5046);
    near(kappa.high, 0.8484);
}

#[test]
fn kappa_at_its_ends() {
    assert_eq!(Agreement::of(&[]), None);
    assert_eq!(Agreement::of(&readers([[30, 0, 0], [0, 0, 0], [0, 0, 0]])).unwrap().kappa, None);
    let whole = Agreement::of(&readers([[10, 0, 0], [0, 10, 0], [0, 0, 0]])).unwrap();
    let kappa = whole.kappa.unwrap();
    assert_eq!((kappa.value, kappa.high), (1.0, 1.0));
    // Twenty of twenty alike: at least 20 / (20 + z²) = 0.8389 of all, and kappa (0.8389 − 0.5) / 0.5.
    near(kappa.low, 0.6777);
    let opposite = Agreement::of(&readers([[0, 10, 0], [10, 0, 0], [0, 0, 0]])).unwrap();
    near(opposite.kappa.unwrap().value, -1.0);
}

#[test]
fn a_pair_has_its_turn_whichever_id_is_named_first() {
    assert_eq!(turn("a", "b"), turn("b", "a"));
    assert_ne!(turn("ab", "c"), turn("a", "bc"));
    // Ids that follow one another do not have their turns in that order.
    let turns: Vec<u64> = (0..1000).map(|id| turn(&id.to_string(), "x")).collect();
    let rising = turns.windows(2).filter(|two| two[0] < two[1]).count();
    assert!((440..560).contains(&rising), "{rising}");
}
