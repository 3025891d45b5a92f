//! The provider's keys change while we hold the old ones.

use jiff::SignedDuration;
use sign_in::{Problem, Why};

use crate::site::{Site, now};

#[test]
fn a_new_key_is_fetched_when_a_token_is_signed_with_it() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    assert!(site.sign_in(&entra, "assured").is_ok());
    site.tell("rotate");
    let trip = site.go(&entra, "assured", Why::SignIn);
    // Half a minute after we read the keys, they may be read again.
    let later = now() + SignedDuration::from_secs(31);
    let judged = entra.judge(&*site.http(), later, &trip.asked, &trip.answer, "j1");
    assert!(judged.is_ok(), "{judged:?}");
}

#[test]
fn rubbish_does_not_make_us_call_the_provider_each_time() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    assert!(site.sign_in(&entra, "assured").is_ok());
    let mut calls = Vec::new();
    for _ in 0..4 {
        let trip = site.go(&entra, "assured", Why::SignIn);
        site.tell("twist?as=stranger_key");
        let before = site.calls();
        let judged = site.judge(&entra, &trip);
        assert_eq!(judged, Err(Problem::Signature("unknown key".into())));
        calls.push(site.calls() - before);
    }
    // One call exchanges the code. Within half a minute of the last reading the keys are not asked for again.
    assert_eq!(calls, [1, 1, 1, 1]);
}

#[test]
fn keys_that_were_withdrawn_stop_counting_within_the_hour() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    assert!(site.sign_in(&entra, "assured").is_ok());
    let before = site.calls();
    let ask = |at| {
        let texts = ["n".repeat(43), "v".repeat(43)];
        entra.ask(&*site.http(), at, Why::SignIn, "s".repeat(43), texts).expect("it can be asked")
    };
    ask(now() + SignedDuration::from_mins(59));
    assert_eq!(site.calls(), before, "still current");
    ask(now() + SignedDuration::from_mins(61));
    assert_eq!(site.calls(), before + 2, "the settings and the keys are read again");
}
