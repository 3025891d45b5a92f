//! Requests for support: as they arrived, matched, rated, screened and decided.

use jiff::Timestamp;
use keys::DataKey;
use law::decision::Outcome;
use link::name_keys::keys_for_name;
use marlshire::Rows;
use marlshire::rows::{Contact, Decision, Request, RequestSubject};
use uuid::Uuid;

use super::answers;
use super::batch::{Batch, Sealer};
use super::desk::{self, Screened};
use super::stamp::Stamp;
use super::table::Table;
use super::{moment, not_met};
use crate::access::grant;
use crate::{Result, birth};

/// Writes every request with all that followed.
pub(super) fn write(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, stamp: &Stamp) -> Result<()> {
    for request in &rows.requests {
        One::new(rows, request, stamp)?.write(batch, sealer)?;
    }
    Ok(())
}

/// One request and what belongs to it.
struct One<'a> {
    rows: &'a Rows,
    request: &'a Request,
    stamp: &'a Stamp,
    subjects: Vec<&'a RequestSubject>,
    contact: Option<&'a Contact>,
    decisions: Vec<&'a Decision>,
    received: Timestamp,
    decide_by: Option<Timestamp>,
    clock_words: String,
}

impl<'a> One<'a> {
    fn new(rows: &'a Rows, request: &'a Request, stamp: &'a Stamp) -> Result<One<'a>> {
        let received = stamp.not_later(moment(request.received_at)?);
        let (decide_by, clock_words) = stamp.decide_by(received);
        Ok(One {
            rows,
            request,
            stamp,
            subjects: rows.request_subjects.iter().filter(|row| row.request_id == request.id).collect(),
            contact: rows.contacts.iter().find(|row| row.request_id == request.id),
            decisions: rows.decisions.iter().filter(|row| row.request_id == request.id).collect(),
            received,
            decide_by,
            clock_words,
        })
    }

    fn write(&self, batch: &mut Batch, sealer: &mut Sealer) -> Result<()> {
        let key = sealer.key(batch, "request", self.request.id);
        self.arrival(batch, &key);
        if self.request.presenting.is_some() {
            self.answers(batch, sealer, &key)?;
        }
        for subject in &self.subjects {
            self.subject(batch, subject);
        }
        self.ratings(batch, sealer, &key)?;
        match self.contact {
            Some(contact) => self.decided(batch, sealer, &key, contact),
            None => self.waiting(batch, sealer, &key),
        }
    }

    fn arrival(&self, batch: &mut Batch, key: &DataKey) {
        let (request, stamp) = (self.request, self.stamp);
        drop(
            batch
                .line(Table::Request)
                .id(request.id)
                .text(&request.reference)
                .text(request.audience)
                .text(request.method)
                .text(request.source_code)
                .flag(request.anonymous)
                .at(self.received)
                .maybe_at(self.decide_by)
                .text(&self.clock_words)
                .text(&stamp.service)
                .text(&stamp.purpose)
                .id(stamp.pack_version)
                .text(stamp.form.id.as_str())
                .int(stamp.form.version)
                .id(key.id())
                .maybe_id(request.taken_by),
        );
    }

    fn answers(&self, batch: &mut Batch, sealer: &mut Sealer, key: &DataKey) -> Result<()> {
        for (path, value) in answers::of(self.request, &self.subjects, &self.stamp.form).iter() {
            let id = sealer.id();
            let value =
                serde_json::to_string(value).map_err(|_| not_met("an answer that can be written down"))?;
            let sealed = sealer.seal(key, "request_answer", "value_sealed", id, value)?;
            drop(batch.line(Table::RequestAnswer).id(id).id(self.request.id).text(path).bytes(&sealed));
        }
        Ok(())
    }

    fn subject(&self, batch: &mut Batch, subject: &RequestSubject) {
        let line = batch.line(Table::RequestSubject).id(subject.id).id(subject.request_id).text(subject.part);
        drop(line.int(subject.position).text(subject.standing).maybe_text(subject.relation));
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        let keys = keys_for_name(
            &words(&subject.first_name),
            "",
            &words(&subject.last_name),
            &words(&subject.known_as),
        );
        drop(
            batch
                .line(Table::SubjectIdentity)
                .id(subject.id)
                .maybe_text(subject.first_name.as_deref())
                .maybe_text(subject.last_name.as_deref())
                .maybe_text(subject.known_as.as_deref())
                .json(&birth::stated(&subject.stated))
                .maybe_text(subject.postcode.as_deref())
                .list(&keys),
        );
    }

    fn ratings(&self, batch: &mut Batch, sealer: &mut Sealer, key: &DataKey) -> Result<()> {
        for rating in self.rows.request_rags.iter().filter(|row| row.request_id == self.request.id) {
            let (id, set_at) = (sealer.id(), self.stamp.not_later(moment(rating.set_at)?));
            let reason = sealer.seal(key, "request_rag", "reason_sealed", id, rating.reason)?;
            let line =
                batch.line(Table::RequestRag).id(id).id(rating.request_id).text(rating.rag).bytes(&reason);
            drop(line.maybe_at(self.stamp.act_by(rating.rag, set_at)).at(set_at).id(rating.set_by));
        }
        Ok(())
    }

    /// A request of the past: matched, screened, decided and told.
    fn decided(
        &self,
        batch: &mut Batch,
        sealer: &mut Sealer,
        key: &DataKey,
        contact: &Contact,
    ) -> Result<()> {
        let screened_at = moment(contact.screened_at)?;
        for subject in &self.subjects {
            if let Some(person) = subject.person_id {
                self.match_to(batch, sealer, subject.id, person, screened_at, contact.screened_by);
            }
        }
        let screened = Screened {
            id: contact.id,
            immediate_safety: contact.immediate_safety,
            analysis: contact.analysis,
            recommendation: contact.recommendation,
            because: contact.recommendation_because,
            at: screened_at,
            by: contact.screened_by,
        };
        screened.write(batch, sealer, key, self.request.id)?;
        for decision in &self.decisions {
            self.decision(batch, sealer, key, decision)?;
        }
        for told in self.rows.decision_tellings.iter().filter(|row| row.request_id == self.request.id) {
            let line = batch.line(Table::DecisionTold).id(sealer.id()).id(told.request_id).text(told.party);
            let line = line.maybe_at(told.told_at.map(moment).transpose()?).maybe_text(told.how);
            drop(line.maybe_text(told.not_told_because).at(moment(told.recorded_at)?).id(told.recorded_by));
        }
        self.collecting_end(batch)
    }

    fn decision(
        &self,
        batch: &mut Batch,
        sealer: &mut Sealer,
        key: &DataKey,
        decision: &Decision,
    ) -> Result<()> {
        let at = moment(decision.decided_at)?;
        let within = self.decide_by.map(|due| at <= due);
        let rationale = sealer.seal(key, "decision", "rationale_sealed", decision.id, decision.rationale)?;
        let late = (within == Some(false)).then_some(decision.if_late_because);
        let late = sealer.seal_some(key, "decision", "late_because_sealed", decision.id, late)?;
        drop(
            batch
                .line(Table::Decision)
                .id(decision.id)
                .id(decision.request_id)
                .id(decision.subject_id)
                .id(decision.person_id)
                .text(decision.outcome)
                .int(decision.level_of_need)
                .maybe_id(decision.team_id)
                .bytes(&rationale)
                .maybe_at(self.decide_by)
                .flag(within)
                .maybe_bytes(late.as_deref())
                .id(self.stamp.pack_version)
                .at(at)
                .id(decision.decided_by)
                .flag(ends_collecting(decision)),
        );
        Ok(())
    }

    /// Nothing more is collected once every referred child is decided and no work goes on.
    fn collecting_end(&self, batch: &mut Batch) -> Result<()> {
        let referred = self.subjects.iter().filter(|row| row.part == "child" && row.standing == "referred");
        let all_decided =
            referred.into_iter().all(|row| self.decisions.iter().any(|made| made.subject_id == row.id));
        if let (Some(last), true) =
            (self.decisions.last(), all_decided && self.decisions.iter().all(|made| ends_collecting(made)))
        {
            let line = batch.line(Table::CollectingEnd).id(self.request.id).text(last.outcome);
            drop(line.at(moment(last.decided_at)?).id(last.decided_by));
        }
        Ok(())
    }

    /// A request in the inbox: some are matched already, some wait for a manager.
    fn waiting(&self, batch: &mut Batch, sealer: &mut Sealer, key: &DataKey) -> Result<()> {
        let progress = desk::progress(self.rows, self.request, &self.subjects)?;
        let Some(progress) = progress else { return Ok(()) };
        let at = self.stamp.not_later(progress.at);
        for (subject, person) in progress.matches {
            self.match_to(batch, sealer, subject, person, at, progress.by);
        }
        match progress.screened {
            Some(screened) => screened.write(batch, sealer, key, self.request.id),
            None => Ok(()),
        }
    }

    /// "This is that person." For two weeks it lets the front door open the record.
    fn match_to(
        &self,
        batch: &mut Batch,
        sealer: &mut Sealer,
        subject: Uuid,
        person: Uuid,
        at: Timestamp,
        by: Uuid,
    ) {
        let id = sealer.id();
        let line = batch.line(Table::SubjectMatch).id(id).id(subject).id(person).text("found");
        drop(line.at(at).id(by));
        let until = at + grant::TASK;
        if until > self.stamp.now() {
            let line =
                batch.line(Table::AccessGrant).id(sealer.id()).null().maybe_id(desk::front_door()).id(person);
            drop(line.text("request").text("subject_match").id(id).at(at).at(until).null().null());
        }
    }
}

fn ends_collecting(decision: &Decision) -> bool {
    Outcome::parse(decision.outcome).is_some_and(Outcome::ends_collecting)
}
