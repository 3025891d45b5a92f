//! Distances held to published tables and to another library.

use proptest::prelude::*;

use super::{
    damerau, jaro, jaro_from, jaro_winkler, jaro_winkler_from, levenshtein, within, within_one_swap,
};

/// Winkler's own table (Overview of Record Linkage and Current Research Directions, 2006, table 6).
#[test]
fn winklers_examples() {
    for (a, b, expected) in [
        ("shackleford", "shackelford", 0.982),
        ("dunningham", "cunnigham", 0.896),
        ("nichleson", "nichulson", 0.956),
        ("jones", "johnson", 0.832),
        ("massey", "massie", 0.933),
        ("abroms", "abrams", 0.922),
        ("itman", "smith", 0.467),
        ("jeraldine", "geraldine", 0.926),
        ("michelle", "michael", 0.921),
        ("julies", "julius", 0.933),
        ("tanya", "tonya", 0.880),
        ("sean", "susan", 0.805),
        ("jon", "john", 0.933),
        ("jon", "jan", 0.800),
    ] {
        let similarity = jaro_winkler(a.as_bytes(), b.as_bytes());
        assert!((similarity - expected).abs() < 0.0006, "{a} {b}: {similarity}, not {expected}");
    }
}

#[test]
fn a_swap_of_neighbours_is_one_edit() {
    assert_eq!(damerau(b"E789262509744", b"E789265209744"), 1);
    assert_eq!(levenshtein(b"E789262509744", b"E789265209744"), 2);
    // Unrestricted: swap "ca", then put "b" between.
    assert_eq!(damerau(b"ca", b"abc"), 2);
}

/// What a limit makes of a distance.
fn cut(edits: usize, limit: usize) -> f64 {
    if edits <= limit { edits as f64 } else { f64::INFINITY }
}

proptest! {
    #[test]
    fn a_limit_changes_nothing_below_it(a in "[a-c]{0,7}", b in "[a-c]{0,7}", limit in 1usize..4) {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        prop_assert_eq!(within(a, b, limit, levenshtein), cut(levenshtein(a, b), limit));
        prop_assert_eq!(within(a, b, limit, damerau), cut(damerau(a, b), limit));
        prop_assert_eq!(within_one_swap(a, b), cut(damerau(a, b), 1));
    }

    #[test]
    fn a_least_similarity_changes_nothing_above_it(a in "[a-e]{0,9}", b in "[a-e]{0,9}", least in 0.5f64..1.0) {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let cut = |similarity: f64| if similarity >= least { similarity } else { -1.0 };
        prop_assert_eq!(jaro_from(a, b, least), cut(jaro(a, b)));
        prop_assert_eq!(jaro_winkler_from(a, b, least), cut(jaro_winkler(a, b)));
    }

    #[test]
    fn like_strsim(a in "[a-d]{0,9}", b in "[a-d]{0,9}") {
        prop_assert_eq!(levenshtein(a.as_bytes(), b.as_bytes()), strsim::levenshtein(&a, &b));
        prop_assert_eq!(damerau(a.as_bytes(), b.as_bytes()), strsim::damerau_levenshtein(&a, &b));
        prop_assert!((jaro(a.as_bytes(), b.as_bytes()) - strsim::jaro(&a, &b)).abs() < 1e-12);
    }

    #[test]
    fn long_texts_are_measured_the_same_way(a in "[a-c]{60,70}", b in "[a-c]{60,70}") {
        prop_assert_eq!(levenshtein(a.as_bytes(), b.as_bytes()), strsim::levenshtein(&a, &b));
        prop_assert_eq!(damerau(a.as_bytes(), b.as_bytes()), strsim::damerau_levenshtein(&a, &b));
        prop_assert!((jaro(a.as_bytes(), b.as_bytes()) - strsim::jaro(&a, &b)).abs() < 1e-12);
    }
}
