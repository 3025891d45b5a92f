//! `/requests/{request}/letters/{party}`: the letter that tells a party what was decided, to read; `letter.pdf` and `letter.docx`
//! below it, to print.
//!
//! It says what happens next and nothing of why: no worry, no analysis, nobody's name but the children's own. Somebody
//! else may open the envelope.

use axum::extract::Path;
use law::decision::Outcome;
use letters::{Block, Document, Kind};
use record::access::{Circumstances, may, permit_request};
use record::decision::{self, Decision};
use record::request::show::{self as request_show, Request};
use record::{Work, event};
use serde_json::json;

use super::show::child_name;
use crate::error::{Error, Result};
use crate::pages::print::{self, File};
use crate::visit::{Visit, id};
use crate::words;

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Parents and carers, and the child as far as they understand.
    Family,
    /// Whoever asked, when it was not the family.
    Referrer,
}

impl Party {
    /// The word in the table and the address.
    pub fn code(self) -> &'static str {
        match self {
            Party::Family => "family",
            Party::Referrer => "referrer",
        }
    }

    /// "The family".
    pub fn title(self) -> &'static str {
        match self {
            Party::Family => "The family",
            Party::Referrer => "Whoever asked",
        }
    }

    /// Back from the word.
    pub fn parse(text: &str) -> Option<Party> {
        match text {
            "family" => Some(Party::Family),
            "referrer" => Some(Party::Referrer),
            _ => None,
        }
    }

    /// Who is to be told of a request: nobody besides the family where they asked themselves or the sender is unknown.
    pub fn of(about: &Request) -> Vec<Party> {
        if about.audience == "public" && about.source_code.is_none() || about.anonymous {
            vec![Party::Family]
        } else {
            vec![Party::Family, Party::Referrer]
        }
    }
}

/// A request whose letter may be read.
struct Opened {
    work: Work,
    about: Request,
    decisions: Vec<Decision>,
    party: Party,
}

/// The one way to a letter, on a page or on paper.
async fn look(visit: &Visit, request: &str, party: &str) -> Result<Opened> {
    visit.staff()?;
    let request = id(request)?;
    let party = Party::parse(party).ok_or(Error::NotFound)?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let about = request_show::open(&mut work, &permit).await?;
    let decisions = decision::all(&mut work, &permit).await?;
    Ok(Opened { work, about, decisions, party })
}

impl Opened {
    /// Whether there is such a letter: something was decided, and this party is to be told.
    fn is_written(&self) -> bool {
        Party::of(&self.about).contains(&self.party) && !self.decisions.is_empty()
    }
}

/// `GET /requests/{request}/letters/{party}`
pub async fn show(visit: Visit, Path((request, party)): Path<(String, String)>) -> Result {
    let page = look(&visit, &request, &party).await?;
    let is_written = page.is_written();
    page.work.commit().await?;
    if !is_written {
        return Err(Error::NotFound);
    }
    let context = json!({
        "request": { "id": id(&request)?, "reference": page.about.reference }, "party": page.party.code(),
        "easy_read": page.party == Party::Family,
        "paragraphs": words(&visit, &page.about, &page.decisions, page.party).split("\n\n").collect::<Vec<_>>(),
        "date": words::day(visit.today()),
    });
    visit.page("decisions/letter.html", context)
}

/// `GET /requests/{request}/letters/{party}/letter.pdf`
pub async fn pdf(visit: Visit, Path((request, party)): Path<(String, String)>) -> Result {
    print(&visit, &request, &party, File::Pdf).await
}

/// `GET /requests/{request}/letters/{party}/letter.docx`
pub async fn word(visit: Visit, Path((request, party)): Path<(String, String)>) -> Result {
    print(&visit, &request, &party, File::Word).await
}

/// The letter as a file. It has no name or address on it: whoever posts it knows where to.
async fn print(visit: &Visit, request: &str, party: &str, file: File) -> Result {
    let mut page = look(visit, request, party).await?;
    if !page.is_written() {
        page.work.commit().await?;
        return Err(Error::NotFound);
    }
    let note = event::note(ledger::Action::Exported).about("request", id(request)?);
    event::record(&mut page.work, note).await?;
    page.work.commit().await?;
    let said = words(visit, &page.about, &page.decisions, page.party);
    let mut blocks: Vec<Block> = said.split("\n\n").map(Block::paragraph).collect();
    let council = &visit.app.council.pack.council;
    blocks.push(Block::paragraph(council.phone("front-door").map_or(&council.name, |line| &line.label)));
    let kind = if page.party == Party::Family { Kind::EasyRead } else { Kind::Letter };
    let reference = page.about.reference.clone();
    let name = format!("letter {} {reference}", page.party.code());
    let document = Document {
        reference: Some(reference),
        // It leaves the council.
        marking: None,
        ..print::document(visit, kind, "What happens next", blocks)
    };
    print::file(visit, document, file, &name).await
}

/// The words of the letter. The family's is Easy Read: short sentences, one idea each.
pub fn words(visit: &Visit, about: &Request, decisions: &[Decision], party: Party) -> String {
    let council = &visit.app.council.pack.council;
    let mut paragraphs = Vec::new();
    match party {
        Party::Family => {
            paragraphs.push(format!("Somebody asked {} to help your family.", council.short_name));
            if about.audience == "public" {
                paragraphs[0] = format!("You asked {} for help.", council.short_name);
            }
            paragraphs.push("We read what we were told. We have decided what happens next.".to_owned());
        }
        Party::Referrer => paragraphs.push(format!(
            "Thank you for getting in touch with {}. This is what happens next.",
            council.short_name
        )),
    }
    for made in decisions {
        let Some(child) = about.subjects.iter().find(|child| child.id == made.subject) else { continue };
        let route =
            Outcome::parse(&made.outcome).and_then(|outcome| visit.app.council.pack.teams.route(outcome));
        let happens = route.map_or("We will get in touch.", |route| route.what_happens.as_str());
        paragraphs.push(format!("{}: {happens}", child_name(child)));
    }
    if let Some(line) = council.phone("front-door") {
        let asked = match party {
            Party::Family => "If you have a question, or you do not agree, ring",
            Party::Referrer => "If you have a question, or you hear something new, ring",
        };
        paragraphs.push(format!("{asked} the {} on {}.", line.label, line.number));
        paragraphs.push(format!("Say this reference: {}.", about.reference));
    }
    if party == Party::Family {
        paragraphs
            .push("Our privacy notice says what we keep about you and why. Ask us for a copy.".to_owned());
    }
    paragraphs.join("\n\n")
}
