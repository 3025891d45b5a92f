//! The statement of who looked, as the data protection officer makes it: what it tells, what it leaves out and counts, whether
//! its proofs prove it, and whether its FHIR is FHIR.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::{Proof, Revealed};
use record::ledger::{BATCH, Sequencer};
use record::testing::minutes_later;
use serde_json::Value;
use uuid::Uuid;

use crate::harness::{Browser, Page, Site, ledger_key};

/// A child on record whom the desk has opened, somebody without a tie was refused, and a relative was refused.
async fn looked_at(site: &Site) -> Uuid {
    let child = site.record.person("Robin", "Vale").born("2014-03-02").save().await;
    let kin = site.record.person("Kin", "Vale").save().await;
    site.record.relate(kin, "parent", child).await;
    let fern = site.record.account("fern.family");
    let tie = format!("update access.account set person_id = '{kin}' where id = '{fern}'");
    site.record.sql(&tie).await.expect("fern is the child's parent, for this test");
    let address = format!("/people/{child}");
    let mut dora = site.signed_in("dora.duty").await;
    dora.post(&address, &[("reason", "request"), ("detail", "")]).await.expect(303);
    dora.get(&address).await.expect(200);
    site.signed_in("felix.family").await.get(&address).await.expect(403);
    site.signed_in("fern.family").await.get(&address).await.expect(403);
    child
}

/// A site whose clock goes on: the statement tells what happened before the moment it is made.
async fn site() -> Site {
    let minute = std::sync::atomic::AtomicI64::new(0);
    Site::with_clock(move || minutes_later(minute.fetch_add(1, std::sync::atomic::Ordering::Relaxed) / 4))
        .await
}

fn path(child: Uuid) -> String {
    format!("/people/{child}/viewed/statement")
}

async fn give(browser: &mut Browser<'_>, child: Uuid, form: &str) -> Page {
    browser.post(&path(child), &[("give", form)]).await.expect(200)
}

#[tokio::test]
async fn it_tells_the_looks_by_job_and_counts_what_it_leaves_out() {
    let site = site().await;
    let child = looked_at(&site).await;
    let mut priya = site.signed_in("priya.privacy").await;
    let draft = priya.get(&path(child)).await.expect(200);
    assert!(draft.body.contains("Proposed by Kith"), "{}", draft.body);
    let statement = give(&mut priya, child, "page").await;
    let body = &statement.body;
    for told in ["Opened the record", "Stated a reason", "Tried, and was refused", "kith-verify proof"] {
        assert!(body.contains(told), "{told}: {body}");
    }
    assert!(body.contains("1 line, because they would tell you something about somebody else"), "{body}");
    for name in ["Dora", "Felix", "Fern", "Robin", "Vale"] {
        assert!(!body.contains(name), "{name} is in the statement: {body}");
    }
    let given =
        "select count(*)::text from audit.event where action = 'disclosed' and basis = 'right_of_access'";
    assert_eq!(site.record.sql(given).await.expect("it answers"), ["1"], "that it was given is on record");
}

#[tokio::test]
async fn the_officer_decides_of_each_line() {
    let site = site().await;
    let child = looked_at(&site).await;
    let mut priya = site.signed_in("priya.privacy").await;
    let opened = "select id::text from audit.event where action = 'opened' and subject_kind = 'person' order by seq limit 1";
    let opened = site.record.sql(opened).await.expect("it answers").remove(0);
    let kin = "select id::text from audit.event where basis = 'kin_record'";
    let kin = site.record.sql(kin).await.expect("it answers").remove(0);
    let (leave, tell) = (format!("leave.{opened}"), format!("leave.{kin}"));
    let fields = [(leave.as_str(), "serious_harm"), (tell.as_str(), "")];
    let statement = priya.post(&path(child), &fields).await.expect(200);
    assert!(statement.body.contains("A relative’s record"), "told although proposed to leave out");
    assert!(
        statement.body.contains("1 line, because telling you would be likely to cause somebody serious harm")
    );
}

#[tokio::test]
async fn it_is_the_data_protection_officer_s_to_give() {
    let site = site().await;
    let child = looked_at(&site).await;
    for name in ["dora.duty", "maeve.manager", "tess.team", "ana.analyst", "ada.admin"] {
        let mut browser = site.signed_in(name).await;
        browser.get(&path(child)).await.expect(404);
        browser.post(&path(child), &[]).await.expect(404);
    }
    site.record.restrict(child, "sealed", "nobody").await;
    let mut priya = site.signed_in("priya.privacy").await;
    priya.get(&path(child)).await.expect(404);
    priya.post(&path(child), &[("give", "proofs")]).await.expect(404);
}

#[tokio::test]
async fn its_proofs_prove_every_line_it_tells_and_no_other() {
    let site = site().await;
    let child = looked_at(&site).await;
    let mut sequencer = Sequencer::connect(&site.record.store, ledger_key()).await.expect("a connection");
    sequencer.step(BATCH, minutes_later(60)).await.expect("the events are leaves");
    let mut priya = site.signed_in("priya.privacy").await;
    let statement = give(&mut priya, child, "page").await;
    sequencer.step(BATCH, minutes_later(61)).await.expect("the events are leaves");
    let file = give(&mut priya, child, "proofs").await;
    assert!(file.header("content-disposition").contains("who-looked-proofs.txt"));
    let proofs = Proof::parse_all(&file.body).expect("proofs");
    let told = statement.body.matches("data-label=\"When\"").count();
    // The officer's look at the list to make the statement is a line of the next one.
    assert!(proofs.len() >= told && told >= 2, "{} proofs, {told} lines", proofs.len());
    for proof in &proofs {
        let revealed = Revealed::from_bytes(proof.extra.as_deref().expect("the event")).expect("an event");
        proof.verify(&revealed.leaf(), ledger_key().verifier()).expect("it is in the tree");
        assert!(
            revealed.canonical().contains(&child.to_string()),
            "about the child: {}",
            revealed.canonical()
        );
        assert!(!revealed.canonical().contains("kin_record"), "a line that was left out");
    }
    let torn = file.body.replacen("index ", "index 1", 1);
    let torn = Proof::parse_all(&torn).expect("it still looks like proofs");
    let revealed = Revealed::from_bytes(torn[0].extra.as_deref().expect("the event")).expect("an event");
    torn[0].verify(&revealed.leaf(), ledger_key().verifier()).expect_err("another place in the tree");
}

/// `fhir.resources` of PyPI, which `./test` fetches into `.dev/python`; skipped where there is none, unless KITH_NEEDS_FHIR
/// is set.
#[tokio::test]
async fn its_fhir_is_fhir() {
    let site = site().await;
    let child = looked_at(&site).await;
    let mut priya = site.signed_in("priya.privacy").await;
    let file = give(&mut priya, child, "fhir").await;
    assert_eq!(file.header("content-type"), "application/fhir+json");
    let bundle: Value = serde_json::from_str(&file.body).expect("JSON");
    let events = bundle["entry"].as_array().expect("entries");
    assert!(events.iter().any(|one| one["resource"]["outcome"] == "4"), "a refusal is a failure: {bundle}");
    assert!(!file.body.contains("Dora") && !file.body.contains("Vale"), "names: {}", file.body);
    let Some(counted) = by_fhir_resources(&file.body) else { return };
    assert_eq!(counted, events.len().to_string());
    let broken = file.body.replacen("\"recorded\":", "\"when\":", 1);
    assert_ne!(broken, file.body);
    assert_eq!(by_fhir_resources(&broken).as_deref(), Some("refused"), "the judge can say no");
}

fn by_fhir_resources(bundle: &str) -> Option<String> {
    const SCRIPT: &str = "
import sys
from fhir.resources.R4B.bundle import Bundle
try:
    bundle = Bundle.model_validate_json(sys.stdin.read())
except ValueError as error:
    print(error, file=sys.stderr)
    print('refused')
else:
    print(sum(entry.resource.__class__.__name__ == 'AuditEvent' for entry in bundle.entry))
";
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.dev/python");
    let python = || {
        let mut command = Command::new("python3");
        command.env("PYTHONPATH", &packages).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    let there = python()
        .args(["-c", "import fhir.resources.R4B.bundle"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|it| it.success());
    if !there {
        assert!(std::env::var_os("KITH_NEEDS_FHIR").is_none(), "there is no Python with fhir.resources");
        eprintln!("skipped: there is no Python with fhir.resources");
        return None;
    }
    let mut child = python()
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    child.stdin.take().expect("piped").write_all(bundle.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
