//! What every page of one request shows: the reference, how much time is left, what to know before anything else, and
//! the one thing to do next.

use access::Role;
use record::Work;
use record::access::Permit;
use record::access::may::{self, OnRequest, ReadsRequest};
use record::request::previous::{self, Known};
use record::request::route::{self, OpenWork, Route};
use record::request::standing::{self, Standing};
use record::request::subject::{self, Subject};
use serde_json::{Value, json};

use super::labels;
use crate::error::Result;
use crate::visit::Visit;
use crate::{clocks, words};

/// What stands around the page of a request.
pub struct Frame {
    /// Where the request stands.
    pub standing: Standing,
    /// Whom it names.
    pub subjects: Vec<Subject>,
    /// Whom those were matched to.
    pub known: Vec<Known>,
    /// Open work with its children.
    pub open_work: Vec<OpenWork>,
    /// Where it was sent, if it was.
    pub route: Option<Route>,
    /// Whether the reader screens requests.
    pub is_duty: bool,
    is_manager: bool,
    sees_log: bool,
}

impl Frame {
    /// Reads it, for somebody who reads requests.
    pub async fn of(visit: &Visit, work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Frame> {
        let standing = standing::of(work, permit).await?;
        let mut open_work = route::open_work(work, permit).await?;
        // What opens after screening comes of the decision on this very request, and is no news.
        open_work.retain(|open| standing.screened_at.is_none_or(|screened| open.opened_at < screened));
        let mut frame = Self::around(visit, work, permit, standing).await?;
        frame.subjects = subject::named(work, permit).await?;
        frame.known = previous::known(work, permit).await?;
        frame.open_work = open_work;
        Ok(frame)
    }

    /// The frame without casework, for whoever may see only who has viewed it, such as the data protection officer.
    pub async fn watched(
        visit: &Visit,
        work: &mut Work,
        permit: &Permit<may::SeeRequestLog>,
    ) -> Result<Frame> {
        let standing = standing::of(work, permit).await?;
        Self::around(visit, work, permit, standing).await
    }

    async fn around(
        visit: &Visit,
        work: &mut Work,
        permit: &Permit<impl OnRequest>,
        standing: Standing,
    ) -> Result<Frame> {
        let staff = visit.staff()?;
        let route = match standing.routed_at {
            Some(_) => route::current(work, permit).await?,
            None => None,
        };
        Ok(Frame {
            subjects: Vec::new(),
            known: Vec::new(),
            open_work: Vec::new(),
            route,
            is_duty: staff.has_role(Role::DutyOfficer) || staff.has_role(Role::DutyManager),
            is_manager: staff.has_role(Role::DutyManager),
            sees_log: staff.has_role(Role::DutyManager) || staff.has_role(Role::DataProtectionOfficer),
            standing,
        })
    }

    /// Whether this reader may still add to it as the duty desk.
    pub fn may_work(&self) -> bool {
        self.is_duty && self.standing.collecting_ended.is_none()
    }

    /// Whether it waits to be screened.
    pub fn is_to_screen(&self) -> bool {
        self.standing.is_waiting && self.standing.screened_at.is_none()
    }

    /// For the template, with the name of the page that is open.
    pub fn context(&self, visit: &Visit, tab: &str) -> Value {
        let standing = &self.standing;
        json!({
            "id": standing.id,
            "reference": standing.reference,
            "came": format!("{}, {}", labels::method(&standing.method), words::moment(standing.received_at)),
            "clock": standing.is_waiting.then(|| clocks::decision_state(visit, standing.received_at, standing.decide_by)),
            "progress": self.progress(visit),
            "clock_words": standing.clock_words,
            "rag": self.rag(visit),
            "stage": self.stage(),
            "tabs": self.tabs(tab),
            "next": self.next().filter(|_| !["screening", "urgency", "decision"].contains(&tab)),
            "may_work": self.may_work(),
            "is_duty": self.is_duty,
            "restricted": standing.restricted,
            "collecting_ended": standing.collecting_ended.as_deref().map(labels::outcome),
            "objections": standing.objections.iter().filter(|one| *one != "none")
                .map(|one| labels::recipient(&visit.app.council, one)).collect::<Vec<_>>(),
            "warnings": self.warnings(),
            "open_work": self.open_work_context(),
            "others": self.without_open_work(),
            "may_send": self.may_work() && self.is_to_screen(),
            "sent": self.route.as_ref().map(|route| json!({
                "to": route.worker_name.as_ref().map_or_else(|| format!("{}, for somebody to be allocated", route.team_name),
                                                            |worker| format!("{worker}, {}", route.team_name)),
                "at": words::moment(route.routed_at),
                "by": route.routed_by,
            })),
        })
    }

    /// How much of the time has gone, for `<progress>`: minutes of minutes.
    fn progress(&self, visit: &Visit) -> Value {
        let standing = &self.standing;
        let Some(due) = standing.decide_by.filter(|_| standing.is_waiting) else { return Value::Null };
        let all = (due.as_second() - standing.received_at.as_second()) / 60;
        let gone = (visit.now.as_second() - standing.received_at.as_second()) / 60;
        json!({ "max": all.max(1), "value": gone.clamp(0, all.max(1)) })
    }

    fn rag(&self, visit: &Visit) -> Value {
        let Some(rating) = &self.standing.rag else { return Value::Null };
        let clock = rating.due_at.filter(|_| self.is_to_screen()).and_then(|due_at| {
            let mut due = clocks::due(visit, &format!("rag-{}", rating.rag), rating.set_at)?;
            due.at = due_at;
            Some(clocks::state(visit, &due))
        });
        json!({ "code": rating.rag, "label": labels::rag(&rating.rag), "clock": clock })
    }

    fn stage(&self) -> &'static str {
        match &self.standing {
            Standing { collecting_ended: Some(_), .. } => "Ended",
            Standing { is_waiting: true, screened_at: None, .. } => "To screen",
            Standing { is_waiting: true, .. } => "With a manager",
            Standing { undecided: 0, screened_at: Some(_), .. } => "Decided",
            Standing { routed_at: Some(_), .. } => "Sent to a worker",
            _ => "Finished",
        }
    }

    fn tabs(&self, active: &str) -> Vec<Value> {
        let standing = &self.standing;
        let base = format!("/requests/{}", standing.id);
        let counted = |text: &str, count: i64, of: &str| {
            if count > 0 { format!("{text} ({count} {of})") } else { text.to_owned() }
        };
        let mut tabs = vec![
            ("request", "Request".to_owned(), base.clone()),
            ("people", counted("People", standing.unmatched, "to match"), format!("{base}/people")),
            ("checks", counted("Checks", standing.checks_waiting, "waiting"), format!("{base}/checks")),
            ("screening", "Screening".to_owned(), format!("{base}/screening")),
            ("decision", "Decision".to_owned(), format!("{base}/decisions")),
        ];
        if self.sees_log {
            tabs.push(("viewed", "Who has viewed".to_owned(), format!("{base}/viewed")));
        }
        tabs.into_iter()
            .map(|(name, text, href)| json!({ "text": text, "href": href, "active": name == active }))
            .collect()
    }

    /// The one thing to do next, for whoever reads this.
    fn next(&self) -> Option<Value> {
        let standing = &self.standing;
        let base = format!("/requests/{}", standing.id);
        if !self.may_work() || !standing.is_waiting {
            return None;
        }
        let (text, to) = if standing.screened_at.is_some() {
            if !self.is_manager {
                return None;
            }
            ("Decide", "/decisions".to_owned())
        } else if standing.rag.is_none() {
            ("Say how urgent it is", "/urgency".to_owned())
        } else if let Some(subject) = self.next_to_match() {
            ("Match the people", format!("/people/{}", subject.id))
        } else {
            ("Screen this request", "/screening".to_owned())
        };
        // With open work, sending the request on comes first and has its own button.
        let secondary = self.is_to_screen() && !self.open_work.is_empty();
        Some(json!({ "text": text, "href": format!("{base}{to}"), "secondary": secondary }))
    }

    /// The first child help is asked for who is not matched yet.
    pub fn next_to_match(&self) -> Option<&Subject> {
        self.subjects.iter().find(|s| s.part == "child" && s.standing == "referred" && s.person_id.is_none())
    }

    fn warnings(&self) -> Vec<Value> {
        let with_warnings = self.known.iter().filter(|known| !known.warnings.is_empty());
        with_warnings
            .map(|known| {
                let kinds: Vec<String> =
                    known.warnings.iter().map(|warning| labels::warning(&warning.kind)).collect();
                json!({ "name": known.name, "person": known.person, "kinds": kinds })
            })
            .collect()
    }

    fn open_work_context(&self) -> Vec<Value> {
        let name = |open: &OpenWork| {
            self.known
                .iter()
                .find(|known| known.person == open.person)
                .map_or(String::new(), |known| known.name.clone())
        };
        self.open_work
            .iter()
            .map(|open| {
                json!({
                    "name": name(open),
                    "kind": labels::involvement(&open.kind),
                    "since": words::day(words::london(open.opened_at).date()),
                    "involvement": open.involvement,
                    "team": open.team_name,
                    "worker": open.worker_name,
                    "send_to": open.worker_name.as_deref().unwrap_or(&open.team_name),
                })
            })
            .collect()
    }

    /// Children with no open work: sending the request to a worker takes them along.
    fn without_open_work(&self) -> Vec<String> {
        let open =
            |subject: &&Subject| self.open_work.iter().any(|open| Some(open.person) == subject.person_id);
        self.subjects.iter().filter(|s| s.part == "child").filter(|s| !open(s)).map(labels::name).collect()
    }
}
