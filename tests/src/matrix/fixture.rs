//! Who is on file while the matrix is visited: the same things about each kind of record.

use std::collections::BTreeMap;

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person, permit_request};
use record::decision::{NewDecision, decide};
use record::draft::{self, Holder};
use record::entry::{self, Kind, NewEntry};
use record::family;
use record::request::check::{self, NewCheck};
use record::testing::minutes_later;
use serde_json::json;
use uuid::Uuid;

use super::{READERS, STATES, State};
use crate::harness::Site;

/// Names on record. None of them may be in a title, an address or the log; those of restricted and sealed people in no page.
pub const NAMES: [(State, &str, &str); 5] = [
    (State::Open, "Charliename", "Bankssurname"),
    (State::Restricted, "Freyaname", "Harkersurname"),
    (State::Sealed, "Robinname", "Valesurname"),
    (State::Own, "Ownname", "Ownsurname"),
    (State::Kin, "Kinname", "Kinsurname"),
];

/// What the matrix asks about.
pub struct Fixture {
    about: BTreeMap<State, About>,
    /// The duty officer's own unfinished request.
    pub draft: Uuid,
    /// The first page of the request form that the desk sees.
    pub step: String,
    /// A thing there may be several of.
    pub group: String,
    /// A service of the directory.
    pub service: Uuid,
}

/// What the council's own list calls that service.
pub const SERVICE: &str = "5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d01";

/// Everything about one kind of record.
#[derive(Debug, Clone, Default)]
pub struct About {
    pub person: Uuid,
    pub request: Uuid,
    /// The child of the request that is this person.
    pub subject: Uuid,
    pub decision: Uuid,
    pub check: Uuid,
    pub involvement: Uuid,
    /// The family of this person alone.
    pub family: Uuid,
    /// A visit to them that is not finished.
    pub entry: Uuid,
}

impl Fixture {
    /// Puts everything on file.
    pub async fn make(site: &Site) -> Fixture {
        let mut about = BTreeMap::new();
        for (state, first, last) in NAMES {
            let person = site
                .record
                .person(first, last)
                .born("2012-07-10")
                .at("1 Fixture Road", "ZM1 1AA")
                .save()
                .await;
            about.insert(state, About { person, ..About::default() });
        }
        // Before anybody is their own or kin, who could not write it.
        for state in STATES {
            let one = worked_with(site, about[&state].person).await;
            about.insert(state, one);
        }
        let of = |state: State| about[&state].person;
        let (own, kin) = (of(State::Own), of(State::Kin));
        site.record.relate(own, "parent", kin).await;
        let readers: Vec<Uuid> =
            READERS.iter().filter_map(|(_, name)| Some(site.record.account((*name)?))).collect();
        for reader in readers {
            let statement = format!("update access.account set person_id = '{own}' where id = '{reader}'");
            site.record.sql(&statement).await.expect("everybody is one person, for this test");
        }
        site.record.name_on(own, "felix.family").await;
        site.record.name_on(kin, "felix.family").await;
        for state in STATES {
            let one = asked_about(site, &about[&state]).await;
            about.insert(state, one);
        }
        // Only now, because nobody could have worked with them before.
        site.record.restrict(about[&State::Restricted].person, "staff", "Family Help").await;
        site.record.restrict(about[&State::Sealed].person, "sealed", "nobody").await;
        let form = site.record.pack.request_form();
        let for_desk = |audience: &[law::form::Audience]| {
            audience.is_empty() || audience.contains(&law::form::Audience::Desk)
        };
        let step = form
            .section
            .iter()
            .find(|section| for_desk(&section.audience))
            .expect("the desk is asked something");
        Fixture {
            about,
            draft: drafted(site, form.version).await,
            step: step.id.as_str().to_owned(),
            group: form.group[0].id.as_str().to_owned(),
            service: crate::services_directory::take_in(
                &site.record,
                &json!({ "contents": [{ "id": SERVICE, "name": "Debt desk", "status": "active" }] }),
            )
            .await[0],
        }
    }

    /// Everything about one kind of record.
    pub fn about(&self, state: State) -> &About {
        &self.about[&state]
    }
}

/// Early help open, a family of their own, and a visit that somebody has begun to write down.
async fn worked_with(site: &Site, person: Uuid) -> About {
    let record = &site.record;
    let involvement = record.open_early_help(person, "early-help-north", Some("felix.family")).await;
    let mut work = record.work("felix.family").await;
    let nothing = Circumstances::default();
    let permit = permit_person(&mut work, may::AmendPerson, person, &nothing).await.expect("it is theirs");
    let family = family::begin(&mut work, &permit, "Familyname").await.expect("a family");
    let entry = work.new_id();
    let form = record.pack.forms_for(KindOfRecord::Visit).next().expect("Marlshire has one");
    let new = NewEntry {
        id: entry,
        family,
        kind: Kind::Visit,
        form: (form.id.as_str(), form.version as i32),
        pack_version: record.pack_version,
        subjects: &[person],
        follows: None,
    };
    entry::begin(&mut work, &permit, &new).await.expect("an entry");
    work.commit().await.expect("it is kept");
    About { person, involvement, family, entry, ..About::default() }
}

/// A request about the person: one child matched to them, a second child decided, a school asked.
async fn asked_about(site: &Site, one: &About) -> About {
    let record = &site.record;
    let sent = record.request().child("Firstchild", "Asgiven", "2012-07-10").child(
        "Secondchild",
        "Asgiven",
        "2014-03-01",
    );
    let sent = sent.answer("worries", "as given").send().await;
    let (subject, other) = (sent.subjects[0], sent.subjects[1]);
    let mut work = record.work("maeve.manager").await;
    let no_reason = Circumstances::default();
    let permit =
        permit_request(&mut work, may::ScreenRequest, sent.id, &no_reason).await.expect("the desk may");
    let id = work.new_id();
    let new = NewCheck {
        id,
        agency: "school",
        basis: "public-task",
        asked_for: "attendance",
        agreement: "agreed",
        without_agreement: None,
        authorised_by: None,
    };
    check::ask(&mut work, &permit, &new).await.expect("it is asked");
    let permit =
        permit_request(&mut work, may::DecideRequest, sent.id, &no_reason).await.expect("the manager may");
    let decision = decide(&mut work, &permit, &nothing_further(other, record.pack_version))
        .await
        .expect("it is decided");
    work.commit().await.expect("it is kept");
    // Round the desk, which could not match a child to its own relative.
    let statement = format!(
        "insert into casework.subject_match (id, subject_id, person_id, how, matched_at, matched_by)
         values (gen_random_uuid(), '{subject}', '{}', 'found', '2026-09-14T09:00:00Z', '{}')",
        one.person,
        record.account("dora.duty")
    );
    record.sql(&statement).await.expect("it is matched");
    About { request: sent.id, subject, decision, check: id, ..one.clone() }
}

fn nothing_further(subject: Uuid, pack_version: Uuid) -> NewDecision<'static> {
    NewDecision {
        subject,
        outcome: "no_further_action",
        level_of_need: Some(1),
        team: None,
        rationale: "Nothing further is needed",
        late_because: None,
        passed_to: None,
        added_to: None,
        opens: None,
        ends_collecting: false,
        pack_version,
        service: "front-door",
        purpose: "decide-on-requests",
    }
}

async fn drafted(site: &Site, form_version: u32) -> Uuid {
    let dora = Holder::Account(site.record.account("dora.duty"));
    let mut work = site.record.work("dora.duty").await;
    let form = ("request-for-support", form_version as i32);
    let id =
        draft::start(&mut work, dora, form, "desk", "{}", minutes_later(60 * 24)).await.expect("a draft");
    work.commit().await.expect("it is kept");
    id
}
