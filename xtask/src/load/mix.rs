//! The mix: of ten requests four search, three open a person, two look at the inbox, one sends a form. Or, for writing: of
//! twenty nineteen save what is being typed and one opens the family's page.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::browser::{Browser, Page, first_form, pairs, set};
use super::process::Server;
use super::writer::Writer;
use super::{filler, html};

/// Threads that wait for answers: more than a second of requests, so that a slow answer delays none.
const WAITING: usize = 64;
/// Officers signed in.
const OFFICERS: [&str; 2] = ["duty officer", "duty manager"];
/// What is typed to find people: common and rare, misspelt, with dates and postcodes.
const SEARCHES: [&str; 12] = [
    "Smith",
    "John Smith",
    "Jon Smyth",
    "Charley Bankes",
    "Olivia Jones",
    "Mohammed Khan",
    "Kowalski",
    "Lizzie Taylor",
    "Patel 2014",
    "10/07/2012",
    "Amelia Brown 12/05/2016",
    "Wiliams Jack",
];

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A search for a person.
    Search,
    /// Opening a person.
    Open,
    /// The duty inbox.
    Inbox,
    /// Sending a filled-in request for support.
    Submit,
    /// Saving a page of an entry as its script does.
    Save,
    /// The page of a family.
    Family,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] =
        [Kind::Search, Kind::Open, Kind::Inbox, Kind::Submit, Kind::Save, Kind::Family];
    const DESK: [Kind; 10] = {
        use Kind::{Inbox, Open, Search, Submit};
        [Search, Open, Inbox, Search, Open, Submit, Search, Inbox, Open, Search]
    };
    const WRITING: [Kind; 20] = {
        let mut mix = [Kind::Save; 20];
        mix[7] = Kind::Family;
        mix
    };

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Search => "search",
            Kind::Open => "open person",
            Kind::Inbox => "inbox",
            Kind::Submit => "submit",
            Kind::Save => "save while typing",
            Kind::Family => "family",
        }
    }
}

/// Officers, people they may open, and forms that only need sending; or somebody who writes.
pub struct Prepared {
    officers: Vec<Officer>,
    forms: Mutex<Vec<filler::Ready>>,
    writer: Option<Writer>,
}

struct Officer {
    browser: Browser,
    search: Vec<(String, String)>,
    people: Vec<String>,
}

impl Prepared {
    /// Signs in, finds people and says why they are opened, and fills in forms up to the last button.
    pub fn new(address: &str, submissions: usize) -> Result<Prepared> {
        let names = sign_ins(address)?;
        let officers =
            OFFICERS.iter().map(|role| Officer::new(address, &names, role)).collect::<Result<_>>()?;
        let forms = (0..submissions).map(|number| filler::fill(address, number)).collect::<Result<_>>()?;
        Ok(Prepared { officers, forms: Mutex::new(forms), writer: None })
    }

    /// Signs a worker in and begins what they write.
    pub fn writing(address: &str) -> Result<Prepared> {
        let names = sign_ins(address)?;
        let worker = names.iter().find(|(who, _)| who.to_lowercase().contains("family support worker"));
        let (_, (name, password)) = worker.context("the demo has no family support worker")?;
        let writer = Writer::new(address, name, password)?;
        Ok(Prepared { officers: Vec::new(), forms: Mutex::default(), writer: Some(writer) })
    }

    fn mix(&self) -> &'static [Kind] {
        if self.writer.is_some() { &Kind::WRITING } else { &Kind::DESK }
    }

    fn send(&self, kind: Kind, number: usize) -> Result<Page> {
        if let Some(writer) = &self.writer {
            return if kind == Kind::Save { writer.save(number) } else { writer.open_family() };
        }
        let officer = &self.officers[number % self.officers.len()];
        match kind {
            Kind::Search => {
                let mut fields = officer.search.clone();
                let typed = SEARCHES[number % SEARCHES.len()];
                fields
                    .iter_mut()
                    .filter(|(name, _)| name != "csrf")
                    .for_each(|(_, value)| *value = typed.to_owned());
                officer.browser.post("/people", &fields)
            }
            Kind::Open => officer.browser.get(&officer.people[number % officer.people.len()]),
            Kind::Inbox => officer.browser.get("/requests"),
            Kind::Submit => {
                let ready = self.forms.lock().unwrap_or_else(|broken| broken.into_inner()).pop();
                ready.context("no form left to send")?.send()
            }
            Kind::Save | Kind::Family => bail!("nobody writes"),
        }
    }
}

impl Officer {
    fn new(address: &str, names: &HashMap<String, (String, String)>, role: &str) -> Result<Officer> {
        let (_, (name, password)) = names
            .iter()
            .find(|(who, _)| who.to_lowercase().contains(role))
            .with_context(|| format!("the demo has no {role}"))?;
        let browser = Browser::new(address);
        browser.sign_in(name, password)?;
        let page = browser.get("/people")?;
        let form = html::forms(&page.body).into_iter().find(|form| form.action == "/people");
        let search = pairs(&form.context("no search form at /people")?);
        let mut people = Vec::new();
        for typed in SEARCHES {
            let mut fields = search.clone();
            fields
                .iter_mut()
                .filter(|(name, _)| name != "csrf")
                .for_each(|(_, value)| *value = typed.to_owned());
            let results = browser.post("/people", &fields)?;
            for person in html::links(&results.body, "/people/")
                .into_iter()
                .filter(|link| link != "/people/new")
                .take(20)
            {
                if open_with_reason(&browser, &person)? {
                    people.push(person);
                }
            }
        }
        people.sort();
        people.dedup();
        if people.is_empty() {
            bail!("the {role} found nobody to open");
        }
        Ok(Officer { browser, search, people })
    }
}

/// Opens a person, giving a reason where one is asked for. False where the record stays shut.
fn open_with_reason(browser: &Browser, person: &str) -> Result<bool> {
    let page = browser.get(person)?;
    if page.status == 200 && !page.body.contains("name=\"reason\"") {
        return Ok(true);
    }
    let Ok(mut form) = first_form(&page.body) else { return Ok(false) };
    if let Some(radio) = form.fields.iter_mut().find(|field| field.kind == "radio") {
        radio.checked = true;
    }
    for field in form.fields.clone().iter().filter(|field| field.kind == "textarea" || field.kind == "text") {
        set(&mut form, &field.name, "Checking a new request");
    }
    let action = form.action.clone();
    browser.post(&action, &pairs(&form))?;
    Ok(browser.get(person)?.status == 200)
}

/// Who can sign in, from the demo's sign-in page: words about them, sign-in name, password.
fn sign_ins(address: &str) -> Result<HashMap<String, (String, String)>> {
    let page = Browser::new(address).get("/sign-in")?.body;
    let cells: Vec<String> = page
        .split("<td class=\"govuk-table__cell\">")
        .skip(1)
        .map(|cell| cell.split('<').next().unwrap_or_default().trim().replace("&#x27;", "'"))
        .collect();
    Ok(cells.chunks_exact(3).map(|row| (row[0].clone(), (row[1].clone(), row[2].clone()))).collect())
}

/// What came of a run.
#[derive(Default)]
pub struct Outcome {
    times: HashMap<Kind, Vec<Duration>>,
    errors: HashMap<Kind, usize>,
    /// Processor time of the server in the run.
    pub cpu: Duration,
    /// Memory of the server at the end, in bytes.
    pub memory: u64,
    /// The most it held, in bytes.
    pub peak_memory: u64,
    /// Requests this tool itself sent more than 5 ms late: many of them, and the figures are not to be trusted.
    pub late_starts: usize,
}

impl Outcome {
    /// Times of a kind, sorted.
    pub fn of(&self, kind: Kind) -> Vec<Duration> {
        let mut times = self.times.get(&kind).cloned().unwrap_or_default();
        times.sort();
        times
    }

    /// Answers of a kind that were not what they should be.
    pub fn errors(&self, kind: Kind) -> usize {
        self.errors.get(&kind).copied().unwrap_or(0)
    }

    /// How many requests were answered.
    pub fn count(&self) -> usize {
        self.times.values().map(Vec::len).sum()
    }
}

/// Sends the mix at the rate: the warm-up is not counted.
pub fn run(
    prepared: &Prepared,
    server: &Server,
    rate: u32,
    warm_up: Duration,
    measure: Duration,
) -> Result<Outcome> {
    send_at_rate(prepared, rate, warm_up);
    let before = server.usage()?;
    let mut outcome = send_at_rate(prepared, rate, measure);
    let after = server.usage()?;
    outcome.cpu = after.cpu.saturating_sub(before.cpu);
    outcome.memory = after.memory;
    outcome.peak_memory = after.peak_memory;
    Ok(outcome)
}

fn send_at_rate(prepared: &Prepared, rate: u32, length: Duration) -> Outcome {
    let total = (length.as_secs_f64() * f64::from(rate)) as usize;
    let started = Instant::now();
    let next = Arc::new(AtomicUsize::new(0));
    let (report, reports) = mpsc::channel();
    std::thread::scope(|threads| {
        for _ in 0..WAITING {
            let (report, next) = (report.clone(), next.clone());
            threads.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= total {
                        return;
                    }
                    let due = started + Duration::from_secs_f64(number as f64 / f64::from(rate));
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let late = due.elapsed() > Duration::from_millis(5);
                    let kind = prepared.mix()[number % prepared.mix().len()];
                    let _ = report.send((kind, late, prepared.send(kind, number)));
                }
            });
        }
        drop(report);
        let mut outcome = Outcome::default();
        for (kind, late, answer) in reports {
            outcome.late_starts += usize::from(late);
            match answer {
                Ok(page) if expected(kind, &page) => outcome.times.entry(kind).or_default().push(page.took),
                Ok(page) => {
                    eprintln!("  {}: {} {}", kind.name(), page.status, page.location);
                    *outcome.errors.entry(kind).or_default() += 1;
                }
                Err(error) => {
                    eprintln!("  {}: {error:#}", kind.name());
                    *outcome.errors.entry(kind).or_default() += 1;
                }
            }
        }
        outcome
    })
}

fn expected(kind: Kind, page: &Page) -> bool {
    match kind {
        Kind::Submit => page.status == 303,
        _ => page.status == 200,
    }
}
