//! A record whose ledger is kept, for these tests.

use jiff::{SignedDuration, Timestamp};
use ledger::{Receipt, SigningKey, Use};
use record::event::{self, note};
use record::ledger::verify::{Against, Finding, Report, verify};
use record::ledger::{BATCH, Sequencer, receipt};
use record::testing::{self, NOW, TestRecord};
use uuid::Uuid;

pub struct Kept {
    pub record: TestRecord,
    pub sequencer: Sequencer,
    /// Receipts of everything written through [`Kept::write`].
    pub receipts: Vec<Receipt>,
    pub now: Timestamp,
}

pub fn log_key() -> SigningKey {
    SigningKey::from_seed("kith.marlshire.example/ledger", Use::Note, [1; 32]).expect("a key")
}

pub fn witness_key() -> SigningKey {
    SigningKey::from_seed("witness.example/dpo", Use::Cosignature, [2; 32]).expect("a key")
}

impl Kept {
    /// A fresh record, whose events so far are in the tree.
    pub async fn fresh() -> Self {
        let record = testing::fresh().await;
        let sequencer = Sequencer::connect(&record.store, log_key()).await.expect("a connection");
        let mut this = Self { record, sequencer, receipts: Vec::new(), now: NOW };
        this.take_in().await;
        this
    }

    /// Writes so many events, each in a transaction of its own; gives their ids.
    pub async fn write(&mut self, count: usize) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for number in 0..count {
            let mut work = self.record.work_at("dora.duty", self.now).await;
            let subject = Uuid::from_u128(number as u128 + 1);
            let mut what = note(ledger::Action::Opened).about("person", subject).count("number", number);
            if number % 10 == 3 {
                what = what.words("somebody typed this");
            }
            ids.push(
                event::record(&mut work, what.because(ledger::Code::of("allocated"))).await.expect("written"),
            );
            let (kept, leaves) = receipt::collecting(work.commit()).await;
            kept.expect("it is kept");
            assert_eq!(leaves.len(), 1, "a receipt for each event");
            self.receipts.push(Receipt::sign(&log_key(), self.now, leaves));
        }
        ids
    }

    /// What waits becomes part of the tree, and is signed.
    pub async fn take_in(&mut self) -> usize {
        let mut added = 0;
        while let record::ledger::Step::Added(more, _) =
            self.sequencer.step(BATCH, self.now).await.expect("a step")
        {
            added += more;
        }
        added
    }

    pub fn later(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    pub fn against(&self) -> Against {
        Against {
            log: log_key().verifier().clone(),
            witnesses: vec![witness_key().verifier().clone()],
            checkpoints: Vec::new(),
            receipts: Vec::new(),
            now: self.now + SignedDuration::from_mins(5),
        }
    }

    pub async fn check(&self) -> Report {
        self.check_against(&self.against()).await
    }

    pub async fn check_against(&self, against: &Against) -> Report {
        verify(&self.record.store, against, |_, _| {}).await.expect("the database answers")
    }

    /// Runs SQL as a superuser who switches all triggers off.
    pub async fn superuser(&self, statements: &str) {
        let all = format!("begin; set local session_replication_role = replica; {statements}; commit");
        self.record.sql(&all).await.unwrap_or_else(|error| panic!("{statements}: {error}"));
    }

    /// The one value of a query, as text.
    pub async fn value(&self, query: &str) -> String {
        self.record.sql(query).await.unwrap_or_else(|error| panic!("{query}: {error}")).remove(0)
    }

    pub async fn line_of(&self, event: Uuid) -> u64 {
        let query = format!(
            "select l.index::text from audit.leaf l join audit.event e using (seq) where e.id = '{event}'"
        );
        self.value(&query).await.parse().expect("a number")
    }
}

/// The findings as text, for messages.
pub fn said(report: &Report) -> String {
    report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub fn assert_good(report: &Report) {
    assert!(report.is_good(), "{}", said(report));
}

pub fn assert_found(report: &Report, wanted: &Finding, what: &str) {
    assert!(report.findings.contains(wanted), "{what}: wanted {wanted:?}, found {:?}", report.findings);
}
