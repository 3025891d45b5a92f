//! Feeds that end, and feeds that would not.

use proptest::prelude::*;

use super::super::problem::Problems;
use super::*;

fn page(number: Option<u64>, total_pages: Option<u64>, ids: &[&str]) -> Page {
    Page {
        services: Vec::new(),
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        entries: ids.len(),
        number,
        total_pages,
        total_items: None,
        first: None,
        last: None,
        problems: Problems::default(),
    }
}

#[test]
fn a_feed_of_three_pages() {
    let mut pages = Pages::new(100);
    assert_eq!(pages.ask(), Some(1));
    assert_eq!(pages.take(&page(Some(1), Some(3), &["a", "b"])), Ok(Step::Ask(2)));
    assert_eq!(pages.take(&page(Some(2), Some(3), &["c", "b"])), Ok(Step::Ask(3)));
    assert_eq!(pages.ask(), Some(3));
    assert_eq!(pages.take(&page(Some(3), Some(3), &["d"])), Ok(Step::Done { whole: true }));
    assert_eq!(pages.ask(), None);
    assert_eq!(pages.take(&page(Some(4), Some(4), &["e"])), Err(Stop::Finished));
}

#[test]
fn a_feed_that_says_nothing_of_its_pages_ends_with_an_empty_one() {
    let mut pages = Pages::new(100);
    assert_eq!(pages.take(&page(None, None, &["a"])), Ok(Step::Ask(2)));
    assert_eq!(pages.take(&page(None, None, &[])), Ok(Step::Done { whole: true }));
}

#[test]
fn what_ends_too_soon_is_not_whole() {
    let mut pages = Pages::new(100);
    assert_eq!(pages.take(&page(Some(1), Some(9), &["a"])), Ok(Step::Ask(2)));
    assert_eq!(pages.take(&page(Some(2), Some(9), &[])), Ok(Step::Done { whole: false }));
    let counted = Page { total_items: Some(3), ..page(Some(1), Some(1), &["a", "b"]) };
    assert_eq!(Pages::new(100).take(&counted), Ok(Step::Done { whole: false }));
    let not_the_last = Page { last: Some(false), ..page(Some(1), Some(1), &["a"]) };
    assert_eq!(Pages::new(100).take(&not_the_last), Ok(Step::Done { whole: false }));
}

#[test]
fn a_feed_that_changes_while_it_is_read_is_not_whole() {
    let counted =
        |number, total, ids: &[&str]| Page { total_items: Some(total), ..page(Some(number), Some(2), ids) };
    let mut pages = Pages::new(100);
    // a goes, c slips to the first page, and nobody has seen it.
    assert_eq!(pages.take(&counted(1, 4, &["a", "b"])), Ok(Step::Ask(2)));
    assert_eq!(pages.take(&counted(2, 3, &["d"])), Ok(Step::Done { whole: false }));
    let mut pages = Pages::new(100);
    assert_eq!(pages.take(&counted(1, 4, &["a", "b"])), Ok(Step::Ask(2)));
    assert_eq!(pages.take(&counted(2, 4, &["b", "d"])), Ok(Step::Done { whole: false }));
}

#[test]
fn circles_wrong_pages_and_endless_feeds_are_refused() {
    let mut circle = Pages::new(100);
    assert_eq!(circle.take(&page(None, None, &["a"])), Ok(Step::Ask(2)));
    assert_eq!(circle.take(&page(None, None, &["a"])), Err(Stop::Repeats(2)));
    assert_eq!(circle.ask(), None);
    let mut deaf = Pages::new(100);
    assert_eq!(deaf.take(&page(Some(1), Some(3), &["a"])), Ok(Step::Ask(2)));
    assert_eq!(deaf.take(&page(Some(1), Some(3), &["a"])), Err(Stop::WrongPage(2, 1)));
    assert_eq!(Pages::new(100).take(&page(Some(0), Some(3), &["a"])), Err(Stop::WrongPage(1, 0)));
    let mut endless = Pages::new(2);
    assert_eq!(endless.take(&page(None, Some(u64::MAX), &["a"])), Ok(Step::Ask(2)));
    assert_eq!(endless.take(&page(None, Some(u64::MAX), &["b"])), Err(Stop::TooMany(2)));
}

proptest! {
    /// Whatever a feed says, it is asked no more often than allowed.
    #[test]
    fn every_feed_ends(
        answers in proptest::collection::vec(
            (proptest::option::of(0u64..6), proptest::option::of(0u64..6), proptest::option::of(any::<bool>()), 0usize..3),
            12
        )
    ) {
        let mut pages = Pages::new(10);
        let mut asked = 0;
        for (at, (number, total_pages, last, entries)) in answers.into_iter().enumerate() {
            if pages.ask().is_none() {
                break;
            }
            asked += 1;
            let ids: Vec<String> = (0..entries).map(|n| format!("{}", at + n)).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let number = number.map(|number| number.max(asked));
            let _ = pages.take(&Page { last, ..page(number, total_pages, &ids) });
        }
        prop_assert!(asked <= 10 && pages.ask().is_none());
    }
}
