//! What an honest provider never sends. Each is signed with the provider's own key unless it says otherwise, so that the
//! one thing wrong with it is the one named.

use sign_in::{Problem, Why};

use crate::site::{Site, now};

#[test]
fn everything_that_is_wrong_with_an_id_token_is_refused() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let signature = |words: &str| Problem::Signature(words.to_owned());
    for (twist, expected) in [
        ("nonce", Problem::Nonce),
        ("no_nonce", Problem::Nonce),
        ("audience", Problem::Audience),
        ("more_audiences", Problem::Audience),
        ("party", Problem::Audience),
        ("issuer", Problem::Issuer),
        ("expired", Problem::Expired),
        ("old", Problem::Expired),
        ("future", Problem::Expired),
        ("no_subject", Problem::NoSubject),
        ("hmac", signature("not the algorithm agreed")),
        ("other_alg", signature("not the algorithm agreed")),
        ("borrowed_kid", signature("wrong")),
        ("changed", signature("wrong")),
        ("stranger_key", signature("unknown key")),
    ] {
        let trip = site.go(&entra, "assured", Why::SignIn);
        site.tell(&format!("twist?as={twist}"));
        assert_eq!(site.judge(&entra, &trip), Err(expected), "{twist}");
    }
    assert!(site.sign_in(&entra, "assured").is_ok(), "and an honest one is still taken");
}

#[test]
fn a_token_without_a_signature_is_refused() {
    let Some(site) = Site::start() else { return };
    for profile in ["entra", "one-login"] {
        let provider = site.provider(profile);
        let trip = site.go(&provider, "assured", Why::SignIn);
        site.tell("twist?as=none");
        let refused = site.judge(&provider, &trip).expect_err("alg: none");
        assert!(matches!(refused, Problem::Signature(_)), "{profile}: {refused:?}");
    }
}

#[test]
fn a_code_is_good_once() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let trip = site.go(&entra, "assured", Why::SignIn);
    assert!(site.judge(&entra, &trip).is_ok());
    assert_eq!(site.judge(&entra, &trip), Err(Problem::Code("invalid_grant".into())));
}

#[test]
fn a_code_of_one_sign_in_does_not_finish_another() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let mine = site.go(&entra, "assured", Why::SignIn);
    let theirs = site.go(&entra, "plain", Why::SignIn);
    assert_ne!(mine.state, theirs.state);
    // Somebody else's code, brought back with my state: my verifier does not fit it.
    let mixed = crate::site::Trip { asked: mine.asked, answer: theirs.answer, state: mine.state };
    assert_eq!(site.judge(&entra, &mixed), Err(Problem::Code("invalid_grant".into())));
}

#[test]
fn an_answer_of_another_provider_is_refused_before_the_code_is_sent_anywhere() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let mut trip = site.go(&entra, "assured", Why::SignIn);
    trip.answer.issuer = Some("https://another.example".into());
    let before = site.calls();
    assert_eq!(site.judge(&entra, &trip), Err(Problem::OtherProvider));
    assert_eq!(site.calls(), before);
}

#[test]
fn whoever_presses_cancel_is_told_so() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let mut trip = site.go(&entra, "assured", Why::SignIn);
    trip.answer.error = Some("access_denied".into());
    assert_eq!(site.judge(&entra, &trip), Err(Problem::Declined("access_denied".into())));
}

#[test]
fn a_provider_that_says_it_is_another_is_not_believed() {
    let Some(site) = Site::start() else { return };
    // The same server by another name: its discovery document names an issuer we did not ask for.
    let by_number = site.provider_with("entra", "scopes = [\"openid\"]");
    let mut settings = by_number.settings.clone();
    settings.issuer = settings.issuer.replace("localhost", "127.0.0.1");
    let other = sign_in::Provider::new(settings, "a secret for testing", "https://kith.example/x".into());
    let asked = other.expect("settings").ask(
        &*site.http(),
        now(),
        Why::SignIn,
        "s".repeat(43),
        ["n".repeat(43), "v".repeat(43)],
    );
    assert!(matches!(asked, Err(Problem::Unreachable(_))), "{asked:?}");
}
