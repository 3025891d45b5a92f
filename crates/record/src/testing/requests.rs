//! Requests for tests, sent the way every request is: a draft, then [`submit`].

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::people::{PURPOSE, SERVICE};
use super::{NOW, TestRecord, born};
use crate::draft::{self, Holder};
use crate::request::subject::NewSubject;
use crate::request::submit::{NewRequest, submit};
use crate::{Actor, Work};

/// A request being made; finish with [`NewTestRequest::send`].
#[must_use = "nothing is sent until `send`"]
pub struct NewTestRequest<'a> {
    record: &'a TestRecord,
    subjects: Vec<NewSubject>,
    answers: Vec<(String, String)>,
    objections: Vec<String>,
    received_at: Timestamp,
    decide_by: Timestamp,
}

/// A request as sent.
#[derive(Debug, Clone)]
pub struct TestRequest {
    /// The request.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// The draft it was.
    pub draft: Uuid,
    /// The children and adults it names, in the order added.
    pub subjects: Vec<Uuid>,
}

impl NewTestRequest<'_> {
    /// Names a child for whom help is asked.
    pub fn child(self, first_name: &str, last_name: &str, date: &str) -> Self {
        self.subject("child", first_name, last_name, born(date))
    }

    /// Names an adult.
    pub fn adult(self, first_name: &str, last_name: &str) -> Self {
        self.subject("adult", first_name, last_name, law::date_of_birth::DateOfBirth::Unknown)
    }

    /// Answers a question, by its path in the form.
    pub fn answer(mut self, path: &str, value: &str) -> Self {
        self.answers.push((path.to_owned(), value.to_owned()));
        self
    }

    /// Names an organisation that must not be told.
    pub fn objects_to(mut self, organisation: &str) -> Self {
        self.objections.push(organisation.to_owned());
        self
    }

    /// When a decision is due, instead of tomorrow.
    pub fn decide_by(mut self, at: Timestamp) -> Self {
        self.decide_by = at;
        self
    }

    fn subject(
        mut self,
        part: &'static str,
        first: &str,
        last: &str,
        birth: law::date_of_birth::DateOfBirth,
    ) -> Self {
        let position = self.subjects.iter().filter(|subject| subject.part == part).count() as i32 + 1;
        self.subjects.push(NewSubject {
            part,
            position,
            referred: part == "child",
            relation: (part == "adult").then(|| "parent".to_owned()),
            first_name: Some(first.to_owned()),
            last_name: Some(last.to_owned()),
            known_as: None,
            birth,
            postcode: None,
        });
        self
    }

    /// Sends it as a member of the public.
    pub async fn send(self) -> TestRequest {
        let record = self.record;
        let mut work = record.begin(Actor::Public, self.received_at).await;
        let sent = self.submit_in(&mut work).await;
        work.commit().await.expect("it is kept");
        sent
    }

    async fn submit_in(self, work: &mut Work) -> TestRequest {
        let mut token = [0; 32];
        work.store().fill(&mut token);
        let expires_at = NOW + SignedDuration::from_hours(24 * 28);
        let form = ("request-for-support", 1);
        let answers = serde_json::Map::from_iter(
            self.answers.iter().cloned().map(|(path, value)| (path, value.into())),
        );
        let answers = serde_json::Value::Object(answers).to_string();
        draft::start(work, Holder::Token(&token), form, "public", &answers, expires_at)
            .await
            .expect("a draft");
        let draft = draft::by_token(work, &token).await.expect("it opens");
        let new = NewRequest {
            audience: "public",
            method: "online",
            source_code: None,
            anonymous: false,
            received_at: self.received_at,
            decide_by: Some(self.decide_by),
            clock_words: "one working day from Monday 14 September 2026",
            service: SERVICE,
            purpose: PURPOSE,
            pack_version: self.record.pack_version,
            answers: self.answers,
            subjects: self.subjects,
            objections: self.objections,
        };
        let sent = submit(work, &draft, &new).await.expect("the request is sent");
        // Children first and in their order, which is how `Request::subjects` lists them too.
        let subjects = sqlx::query_scalar(
            "select id from casework.request_subject where request_id = $1 order by part desc, position",
        )
        .bind(sent.id)
        .fetch_all(work.sql())
        .await
        .expect("its subjects");
        TestRequest { id: sent.id, reference: sent.reference, draft: draft.id, subjects }
    }
}

impl TestRecord {
    /// A request to send: `record.request().child("Charlie", "Banks", "2012-07-10").send().await`.
    pub fn request(&self) -> NewTestRequest<'_> {
        NewTestRequest {
            record: self,
            subjects: Vec::new(),
            answers: Vec::new(),
            objections: Vec::new(),
            received_at: NOW,
            decide_by: NOW + SignedDuration::from_hours(24),
        }
    }
}
