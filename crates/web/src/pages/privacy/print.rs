//! `/privacy` and what stands beside it: a notice printed from the pack, in the language asked for.

use axum::extract::Path;
use law::pack::{Notice, Pack};
use law::published::{self, Document, Phrases, Printing, english, languages};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::visit::Visit;

/// Makes a document of a notice.
type Make = fn(&Printing<'_>) -> Document;

/// `GET /privacy`
pub async fn first(visit: Visit) -> Result {
    show(&visit, visit.app.council.pack.notice(), "", published::full)
}

/// `GET /privacy/easy-read`
pub async fn first_easy_read(visit: Visit) -> Result {
    show(&visit, visit.app.council.pack.notice(), "/easy-read", published::easy_read)
}

/// `GET /privacy/{notice}`
pub async fn full(visit: Visit, Path(id): Path<String>) -> Result {
    show(&visit, notice(&visit.app.council.pack, &id)?, "", published::full)
}

/// `GET /privacy/{notice}/easy-read`
pub async fn easy_read(visit: Visit, Path(id): Path<String>) -> Result {
    show(&visit, notice(&visit.app.council.pack, &id)?, "/easy-read", published::easy_read)
}

/// `GET /privacy/{notice}/schedule`
pub async fn schedule(visit: Visit, Path(id): Path<String>) -> Result {
    show(&visit, notice(&visit.app.council.pack, &id)?, "/schedule", published::schedule)
}

/// The notice at an address.
pub fn notice<'p>(pack: &'p Pack, id: &str) -> Result<&'p Notice> {
    pack.notice_called(id).ok_or(Error::NotFound)
}

/// Where a notice is.
pub fn address(pack: &Pack, notice: &Notice) -> String {
    if notice.id == pack.notice().id { "/privacy".to_owned() } else { format!("/privacy/{}", notice.id) }
}

/// Shows one document. `part` is what its address ends in.
fn show(visit: &Visit, notice: &Notice, part: &str, make: Make) -> Result {
    let pack = &visit.app.council.pack;
    let asked = visit.query("language");
    let known = published::language(asked);
    let language = known.unwrap_or_else(english);
    let print = Printing::of(&pack.council, notice).in_language(language, &pack.translations);
    let document = make(&print);
    let to = |address: String| in_language(&address, language);
    let base = format!("/privacy/{}", notice.id);
    let (home, easy) = match address(pack, notice) {
        home if home == "/privacy" => (home, "/privacy/easy-read".to_owned()),
        home => (home, format!("{base}/easy-read")),
    };
    let here = match part {
        "" => home.clone(),
        "/easy-read" => easy.clone(),
        _ => format!("{base}{part}"),
    };
    let context = json!({
        "title": document.title.words(),
        "kind": document.caption.words(),
        "document": document,
        "part": part,
        "links": {
            "full": to(home),
            "easy_read": to(easy),
            "schedule": to(format!("{base}/schedule")),
            "changes": format!("{base}/changes"),
        },
        "languages": languages().iter().map(|one| json!({
            "code": one.code, "name": one.name, "href": in_language(&here, one), "here": one.code == language.code,
        })).collect::<Vec<_>>(),
        "others": others(pack, notice, &print),
        "no_such_language": !asked.is_empty() && known.is_none(),
    });
    visit.page("privacy/document.html", context)
}

/// English needs no mark in an address.
fn in_language(address: &str, language: &Phrases) -> String {
    if language.code == english().code {
        address.to_owned()
    } else {
        format!("{address}?language={}", language.code)
    }
}

/// The pack's other notices.
fn others(pack: &Pack, notice: &Notice, print: &Printing<'_>) -> Vec<Value> {
    let others = pack.notices.iter().filter(|other| other.id != notice.id);
    let one = |other| {
        let title = print.another(other).title();
        json!({ "title": title, "href": in_language(&address(pack, other), print.say) })
    };
    others.map(one).collect()
}
