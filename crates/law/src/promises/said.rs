//! Where a notice makes a promise: the entries that name its number, and for entries that name none the number of their kind.

use super::Said;
use crate::pack::{Cite, Key, Notice};

/// The places where `notice` makes the promise `number`.
pub(super) fn of(notice: &Notice, number: &str) -> Vec<Said> {
    let mut places = Vec::new();
    each(notice, &mut |kind, id, keeps, cites| {
        let makes = if keeps.is_empty() {
            of_kind(kind) == Some(number)
        } else {
            keeps.iter().any(|one| *one == *number)
        };
        if !makes {
            return;
        }
        let entry = format!("{kind} {id}");
        let place = |cite: Option<String>| Said { notice: notice.id.to_string(), entry: entry.clone(), cite };
        if cites.is_empty() {
            places.push(place(None));
        }
        places.extend(cites.iter().map(|cite| place(Some(cite.to_string()))));
    });
    places
}

/// The promise that an entry of a kind makes by being there.
fn of_kind(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "agreement" => "P51",
        "declared" => "P41",
        "act" => "P42",
        "category" | "purpose" => "P40",
        "source" => "P19",
        "consent" => "P43",
        "recipient" => "P50",
        "retention" => "P68",
        "right" => "P70",
        "published" => "P98",
        "controller" => "P99",
        "service" => "P08",
        _ => return None,
    })
}

type Look<'l> = &'l mut dyn FnMut(&'static str, &str, &[Key], &[Cite]);

fn each(notice: &Notice, look: Look<'_>) {
    if let Some(published) = &notice.published {
        look("published", &published.file, &[], &published.cites);
    }
    look("agreement", "agreement", &[], &notice.agreement.cites);
    notice.agreement.says.iter().for_each(|one| look("agreement", &one.what, &[], &one.cites));
    look("declared", "declared", &[], &notice.declared.cites);
    notice.controller.iter().for_each(|one| look("controller", &one.id, &[], &one.cites));
    notice.service.iter().for_each(|one| look("service", &one.id, &one.keeps, &one.cites));
    notice.act.iter().for_each(|one| look("act", &one.id, &[], &one.cites));
    notice.category.iter().for_each(|one| look("category", &one.id, &one.keeps, &one.cites));
    notice.source.iter().for_each(|one| look("source", &one.id, &one.keeps, &one.cites));
    notice.purpose.iter().for_each(|one| look("purpose", &one.id, &one.keeps, &one.cites));
    notice.consent.iter().for_each(|one| look("consent", &one.id, &[], &one.cites));
    notice.recipient.iter().for_each(|one| look("recipient", &one.id, &one.keeps, &one.cites));
    notice.retention.iter().for_each(|one| look("retention", &one.class, &one.keeps, &one.cites));
    notice.right.iter().for_each(|one| look("right", &one.id, &[], &one.cites));
    notice.promise.iter().for_each(|one| look("promise", &one.id, &one.keeps, &one.cites));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Checked;

    /// Every sentence that an entry of a real pack cites is said under some promise: but for doubts, which promise nothing.
    #[test]
    fn every_cited_sentence_is_under_a_promise() {
        for (council, file) in [
            ("kent", "early-help.notice.toml"),
            ("kent", "childrens-social-care.notice.toml"),
            ("kensington-and-chelsea", "early-help.notice.toml"),
            ("northamptonshire", "early-help.notice.toml"),
            ("cambridgeshire", "early-help.notice.toml"),
        ] {
            let path = format!("{}/../../councils/{council}/{file}", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).expect("a notice");
            let checked = Checked::from_files([(file, text)]);
            let (_, notice) =
                checked.notices.first().unwrap_or_else(|| panic!("{path}: {:?}", checked.problems));
            let said: Vec<String> = super::super::numbers()
                .flat_map(|number| of(notice, number))
                .filter_map(|place| place.cite)
                .collect();
            for (entry, cite) in notice.cites().into_iter().filter(|(entry, _)| entry.kind != "doubt") {
                assert!(said.contains(&cite.to_string()), "{council}: {} {} {cite}", entry.kind, entry.id);
            }
        }
    }
}
