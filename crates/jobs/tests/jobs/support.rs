//! A record, a clock that tests move, and waiting for something to become true.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use record::testing::{NOW, TestRecord};

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<Timestamp>>);

impl Clock {
    pub fn standing() -> Clock {
        Clock(Arc::new(Mutex::new(NOW)))
    }

    pub fn move_on(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }

    pub fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Waits until the SQL gives this; fails with what it gave last.
pub async fn becomes(record: &TestRecord, statement: &str, expected: &str) {
    let mut last = Vec::new();
    for _ in 0..400 {
        last = record.sql(statement).await.unwrap();
        if last.first().is_some_and(|found| found == expected) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{statement}: expected {expected}, found {last:?}");
}

/// Enqueues a job for now.
pub async fn enqueue(record: &TestRecord, kind: &str, at: Timestamp) {
    let mut work = record.system_work().await;
    record::job::enqueue(&mut work, kind, serde_json::json!({}), at).await.unwrap();
    work.commit().await.unwrap();
}
