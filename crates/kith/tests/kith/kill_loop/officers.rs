//! Officers who read and write without a pause, and remember what they were told.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

use web::credential::SessionToken;

use super::check::{Acknowledged, Contact, Person, Read};
use super::dice::Dice;
use super::http::{Address, Answer};
use super::place::Place;
use crate::support::wait_until;

/// How many work at once.
const OFFICERS: usize = 4;
/// How many people each of them works with.
const PEOPLE: usize = 6;

/// How much they do between two kills at least.
const UNDER_WAY: usize = 6;

/// One of them.
#[derive(Clone)]
struct Officer {
    account: String,
    cookie: String,
    form_token: String,
    /// Whom they may open and change: id, and the reference that is on each of their pages.
    people: Vec<(String, String)>,
}

/// All of them.
pub struct Officers(Vec<Officer>);

impl Officers {
    /// Signs in workers without typing, and gives each a task with people of their own.
    pub fn signed_in(place: &Place) -> Officers {
        let workers = place.council().sql(
            "kith",
            "select distinct account_id from access.account_role where role = 'worker' and valid_until is null order by 1",
        );
        let everybody = place.council().sql("kith", "select id, public_ref from casework.person order by id");
        let officers: Vec<Officer> = workers
            .iter()
            .zip(everybody.chunks(PEOPLE))
            .take(OFFICERS)
            .map(|(worker, people)| Officer::at_work(place, &worker[0], people))
            .collect();
        assert_eq!(officers.len(), OFFICERS, "there are workers enough");
        Officers(officers)
    }

    /// Sets them to work.
    pub fn work(&self, address: &Address) -> Load {
        let told = Arc::new(Told::default());
        let threads = self.0.iter().cloned().zip(100..).map(|(officer, seed)| {
            let desk = Desk { officer, address: address.clone(), told: told.clone(), dice: Dice::new(seed) };
            std::thread::spawn(|| desk.work())
        });
        Load { threads: threads.collect(), told }
    }

    /// What was acknowledged and is on no page now.
    pub fn cannot_see(&self, address: &str, done: &Acknowledged) -> Vec<String> {
        let mut unseen = Vec::new();
        for officer in &self.0 {
            for (person, _) in &officer.people {
                let page = Answer::to_get(address, &format!("/people/{person}/details"), &officer.cookie);
                let own = done.contacts.iter().filter(|one| one.officer == officer.account);
                let own = own.filter(|one| one.person == *person && !page.body.contains(&one.email));
                unseen.extend(own.map(|one| format!("{one:?}")));
            }
            for one in done.people.iter().filter(|one| one.officer == officer.account) {
                let page = Answer::to_get(address, &format!("/people/{}", one.id), &officer.cookie);
                if !page.is_whole_page() || !page.body.contains(&one.name) {
                    unseen.push(format!("{one:?}: status {}", page.status));
                }
            }
        }
        unseen
    }
}

impl Officer {
    /// Somebody signed in, with those of the people whom they may then open and change.
    fn at_work(place: &Place, account: &str, people: &[Vec<String>]) -> Officer {
        let cookie = sign_in(place, account);
        let mut officer =
            Officer { account: account.to_owned(), cookie, form_token: String::new(), people: Vec::new() };
        for row in people {
            give_task(place, account, &row[0]);
            let (address, path) = (place.address().now(), format!("/people/{}", row[0]));
            let page = Answer::to_get(&address, &path, &officer.cookie);
            let form = Answer::to_get(&address, &format!("{path}/contact-details/new"), &officer.cookie);
            if page.is_whole_page() && page.body.contains(&row[1]) && form.is_whole_page() {
                officer.people.push((row[0].clone(), row[1].clone()));
                officer.form_token = form.form_token().unwrap();
            }
        }
        assert!(officer.people.len() >= 2, "{account} may open nobody of {people:?}");
        officer
    }
}

/// Puts a session where signing in would have put it; gives its cookie.
fn sign_in(place: &Place, account: &str) -> String {
    let cookie = format!("{:A<43}", account.replace('-', ""));
    let token = SessionToken::from_cookie(&cookie).unwrap();
    let hash: String = token.hash().iter().map(|byte| format!("{byte:02x}")).collect();
    place.council().sql(
        "kith",
        &format!(
            "insert into access.session (id, token_hash, account_id, started_at, last_seen_at, expires_at, second_step_at)
             values (gen_random_uuid(), '\\x{hash}', '{account}', now(), now(), now() + interval '12 hours', now())"
        ),
    );
    cookie
}

/// Two weeks with somebody's record, as casework gives them.
fn give_task(place: &Place, account: &str, person: &str) {
    place.council().sql(
        "kith",
        &format!(
            "insert into access.access_grant (id, account_id, person_id, kind, source_kind, source_id, valid_from, valid_until)
             values (gen_random_uuid(), '{account}', '{person}', 'task', 'person', '{person}', now(),
                     now() + interval '14 days')"
        ),
    );
}

/// What all of them were told.
#[derive(Default)]
struct Told {
    acknowledged: Mutex<Acknowledged>,
    markers: AtomicU64,
    is_over: AtomicBool,
}

/// The officers at work.
pub struct Load {
    threads: Vec<JoinHandle<()>>,
    told: Arc<Told>,
}

impl Load {
    /// What they were told up to now.
    pub fn acknowledged(&self) -> Acknowledged {
        self.told.acknowledged.lock().unwrap().clone()
    }

    /// Waits until some more was done: a server that has just started takes its time over the first pages, and nothing can
    /// be lost before.
    pub fn wait_until_under_way(&self) {
        let before = self.acknowledged().done();
        wait_until("officers at work", || self.acknowledged().done() >= before + UNDER_WAY);
    }

    /// Ends the work; gives all they were told.
    pub fn stop(mut self) -> Acknowledged {
        self.told.is_over.store(true, Ordering::Relaxed);
        self.threads.drain(..).for_each(|thread| thread.join().unwrap());
        self.acknowledged()
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.told.is_over.store(true, Ordering::Relaxed);
    }
}

/// Where one officer works.
struct Desk {
    officer: Officer,
    address: Address,
    told: Arc<Told>,
    dice: Dice,
}

impl Desk {
    fn work(mut self) {
        while !self.told.is_over.load(Ordering::Relaxed) {
            let (person, reference) = self.dice.one_of(&self.officer.people).clone();
            let status = match self.dice.between(0, 10) {
                0 => self.record_person(),
                1..=3 => self.add_contact(&person),
                _ => self.read(&person, &reference),
            };
            // As somebody who sees that there is no answer, and tries again.
            if status == 0 {
                sleep(Duration::from_millis(20));
            }
        }
    }

    /// Opens a page of somebody. Any of it counts.
    fn read(&mut self, person: &str, reference: &str) -> u16 {
        let section = *self.dice.one_of(&["", "/family"]);
        let address = self.address.now();
        let page = Answer::to_get(&address, &format!("/people/{person}{section}"), &self.officer.cookie);
        let whole = page.is_whole_page();
        self.keep(&page, &[200, 503], |told| {
            if page.status == 200 || page.body.contains(reference) {
                told.reads.push(Read {
                    officer: self.officer.account.clone(),
                    person: person.to_owned(),
                    leaves: page.leaves(),
                    whole,
                });
            }
            if whole && !page.body.contains(reference) {
                told.odd.push(format!("a page of {person} that is not theirs: {}", page.body));
            }
        })
    }

    fn add_contact(&mut self, person: &str) -> u16 {
        let email = format!("kept{}x@marlshire.example", self.told.markers.fetch_add(1, Ordering::Relaxed));
        let form = format!("csrf={}&kind=email&value={email}", self.officer.form_token);
        let path = format!("/people/{person}/contact-details/new");
        let answer = Answer::to_post(&self.address.now(), &path, &self.officer.cookie, &form);
        self.keep(&answer, &[303, 503], |told| {
            if answer.status == 303 && answer.location() == format!("/people/{person}/details") {
                told.contacts.push(Contact {
                    officer: self.officer.account.clone(),
                    person: person.to_owned(),
                    leaves: answer.leaves(),
                    email,
                });
            }
        })
    }

    /// Somebody new, whose record has a data key in the other database.
    fn record_person(&mut self) -> u16 {
        let name = format!("Kept{}x", self.told.markers.fetch_add(1, Ordering::Relaxed));
        let form = format!(
            "csrf={}&first_name=Charlie&last_name={name}&birth_kind=unknown&none_of_these=yes",
            self.officer.form_token
        );
        let answer = Answer::to_post(&self.address.now(), "/people/new", &self.officer.cookie, &form);
        self.keep(&answer, &[303, 503], |told| {
            if let (303, Some(id)) = (answer.status, answer.location().strip_prefix("/people/")) {
                told.people.push(Person {
                    officer: self.officer.account.clone(),
                    id: id.to_owned(),
                    leaves: answer.leaves(),
                    name,
                });
            }
        })
    }

    /// Remembers an answer. None, and the statuses expected, are nothing odd.
    fn keep(&self, answer: &Answer, expected: &[u16], more: impl FnOnce(&mut Acknowledged)) -> u16 {
        let mut told = self.told.acknowledged.lock().unwrap();
        *told.statuses.entry(answer.status).or_default() += 1;
        told.receipts.extend(answer.receipts());
        if answer.status != 0 && !expected.contains(&answer.status) {
            let body: String = answer.body.chars().take(2_000).collect();
            told.odd.push(format!("status {} to {}: {body}", answer.status, answer.location()));
        }
        more(&mut told);
        answer.status
    }
}
