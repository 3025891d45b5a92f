//! The three shapes, when all is well and when the account is not one of ours.

use sign_in::{Person, Problem, Why};

use crate::site::Site;

#[test]
fn entra_gives_the_object_id_of_our_tenant() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let person = site.sign_in(&entra, "assured").expect("signed in");
    assert_eq!(person, Person { subject: "oid-assured".into(), assured: true });
    let person = site.sign_in(&entra, "plain").expect("signed in, with one step");
    assert_eq!(person, Person { subject: "oid-plain".into(), assured: false });
    let stranger = site.sign_in(&entra, "stranger").expect_err("another organisation's account");
    assert_eq!(stranger, Problem::Claim("tid".into()));
}

#[test]
fn cis2_gives_the_user_number_and_the_assurance_level() {
    let Some(site) = Site::start() else { return };
    let cis2 = site.provider("cis2");
    let person = site.sign_in(&cis2, "assured").expect("signed in");
    assert_eq!(person, Person { subject: "9100007".into(), assured: true });
}

#[test]
fn one_login_takes_our_signature_and_gives_the_level_of_confidence() {
    let Some(site) = Site::start() else { return };
    let one_login = site.provider("one-login");
    assert_eq!(site.sign_in(&one_login, "assured"), Ok(Person { subject: "assured".into(), assured: true }));
    assert_eq!(site.sign_in(&one_login, "plain"), Ok(Person { subject: "plain".into(), assured: false }));
}

#[test]
fn one_login_is_asked_for_two_steps_and_cis2_for_level_three() {
    let Some(site) = Site::start() else { return };
    let asked = |profile: &str| {
        let texts = ["n".repeat(43), "v".repeat(43)];
        let ask =
            site.provider(profile).ask(&*site.http(), crate::site::now(), Why::SignIn, "s".repeat(43), texts);
        ask.expect("it can be asked").0
    };
    assert!(asked("one-login").contains("vtr=%5B%22Cl.Cm%22%5D"), "{}", asked("one-login"));
    assert!(
        asked("cis2").contains("acr_values=AAL3_ANY") && asked("cis2").contains("scope=openid+nhsperson")
    );
    let entra = asked("entra");
    assert!(entra.contains("code_challenge_method=S256") && entra.contains("response_type=code"), "{entra}");
    assert!(!entra.contains(&"v".repeat(43)), "the verifier stays here");
}

#[test]
fn confirming_again_needs_a_fresh_sign_in() {
    let Some(site) = Site::start() else { return };
    let entra = site.provider("entra");
    let trip = site.go(&entra, "assured", Why::Again);
    assert!(site.judge(&entra, &trip).is_ok());
    let trip = site.go(&entra, "assured", Why::Again);
    site.tell("twist?as=stale");
    assert_eq!(site.judge(&entra, &trip), Err(Problem::NotFresh));
}
