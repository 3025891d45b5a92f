//! `/privacy`: the council's notice, printed from the file that Kith decides from, in full and in Easy Read.

use law::pack::{Notice, Pack};
use serde_json::{Value, json};

use super::privacy_words as say;
use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// `GET /privacy`
pub async fn show(visit: Visit) -> Result {
    visit.page("information/privacy.html", context(&visit.app.council.pack))
}

/// `GET /privacy/easy-read`
pub async fn easy_read(visit: Visit) -> Result {
    visit.page("information/privacy_easy_read.html", context(&visit.app.council.pack))
}

fn context(pack: &Pack) -> Value {
    let notice = pack.notice();
    let sources: Vec<Value> = notice
        .source
        .iter()
        .map(|source| json!({ "name": source.name, "gives": categories(notice, &source.categories) }))
        .collect();
    let kept: Vec<Value> = notice
        .retention
        .iter()
        .map(|rule| json!({ "covers": rule.covers, "how_long": say::how_long(rule), "why": rule.citation }))
        .collect();
    let controllers: Vec<Value> = notice
        .controller
        .iter()
        .map(|one| json!({ "name": one.name, "contact": pack.council.contact(&one.contact) }))
        .collect();
    json!({
        "title": notice.title,
        "summary": notice.summary,
        "version": notice.version,
        "from": words::day(notice.effective_from),
        "review": words::day(notice.review_by),
        "controllers": controllers,
        "services": notice.service,
        "categories": notice.category.iter().map(|one| json!({
            "name": one.name, "examples": one.examples, "protected": say::protection(one.protection),
        })).collect::<Vec<_>>(),
        "sources": sources,
        "purposes": purposes(notice),
        "acts": notice.act,
        "agreement": notice.agreement.wording,
        "without_agreement": notice.agreement.without_agreement,
        "recipients": recipients(notice),
        "kept": kept,
        "rights": notice.right,
        "changes": notice.change.iter().map(|one| json!({
            "version": one.version, "on": words::day(one.on), "what": one.what,
        })).collect::<Vec<_>>(),
    })
}

fn purposes(notice: &Notice) -> Vec<Value> {
    let one = |purpose: &law::pack::Purpose| {
        let acts =
            notice.act.iter().filter(|act| purpose.acts.contains(&act.id)).map(|act| act.name.as_str());
        json!({
            "name": purpose.name,
            "bases": purpose.bases.iter().map(|basis| say::basis(*basis)).collect::<Vec<_>>(),
            "conditions": purpose.conditions.iter().map(|one| say::condition(*one)).collect::<Vec<_>>(),
            "schedule_1": purpose.schedule_1.iter().map(|one| say::schedule_1(*one)).collect::<Vec<_>>(),
            "acts": acts.collect::<Vec<_>>(),
            "needs": categories(notice, &purpose.categories),
            "withdrawing_stops": purpose.withdrawing_stops,
        })
    };
    notice.purpose.iter().map(one).collect()
}

fn recipients(notice: &Notice) -> Vec<Value> {
    let one = |recipient: &law::pack::Recipient| {
        let purposes = recipient
            .purposes
            .iter()
            .filter_map(|id| notice.purpose(id))
            .map(|purpose| purpose.name.as_str());
        json!({
            "name": recipient.name,
            "when": recipient.when,
            "purposes": purposes.collect::<Vec<_>>(),
            "may_object": recipient.family_may_object,
        })
    };
    notice.recipient.iter().map(one).collect()
}

fn categories<'n>(notice: &'n Notice, ids: &[law::pack::Key]) -> Vec<&'n str> {
    ids.iter().filter_map(|id| notice.category(id)).map(|category| category.name.as_str()).collect()
}
