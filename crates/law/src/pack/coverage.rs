//! Whether a pack answers for every sentence of the notices it was written from.

use std::collections::BTreeMap;

use super::{Checked, Cite, PackProblem, Problems, not_ours};
use crate::notice_text::{Sentence, sentences};

/// Compares the citations of a pack with the texts of the published notices: file name without `.txt`, and text.
///
/// A problem for each citation that names no sentence or another one than it did when it was written, and for each
/// sentence that no entry keeps and `not-ours.toml` does not list.
pub fn coverage(pack: &Checked, texts: &BTreeMap<String, String>) -> Vec<PackProblem> {
    let mut found = Vec::new();
    let mut cited: Vec<&Cite> = Vec::new();
    for (path, notice) in &pack.notices {
        let mut problems = Problems::of(path, pack.text(path));
        for (_, cite) in notice.cites() {
            check(cite, texts, &mut problems);
            cited.push(cite);
        }
        if let Some(published) = &notice.published
            && !texts.contains_key(published.file.as_str())
        {
            let message = format!("the text of the notice ‘{}’ is not at hand", published.file);
            problems.at(&published.file, message, "put it beside the others, or correct the name");
        }
        found.extend(problems.into_found());
    }
    let mut problems = Problems::of("council.toml", pack.text("council.toml"));
    for cite in pack.council.iter().flat_map(|council| &council.contact).flat_map(|contact| &contact.cites) {
        check(cite, texts, &mut problems);
        cited.push(cite);
    }
    found.extend(problems.into_found());
    let mut problems = Problems::of(not_ours::FILE, pack.text(not_ours::FILE));
    for cite in pack.not_ours.iter().flat_map(|listed| &listed.not_ours).flat_map(|group| &group.cites) {
        check(cite, texts, &mut problems);
        if cited.contains(&cite) {
            let instead = "take it out here: something keeps it after all";
            problems.at_byte(cite.at(), format!("‘{cite}’ is cited by an entry too"), instead);
        }
    }
    let listed = pack.not_ours.iter().flat_map(|listed| &listed.not_ours).flat_map(|group| &group.cites);
    cited.extend(listed);
    for (_, notice) in &pack.notices {
        let Some(published) = &notice.published else { continue };
        let Some(text) = texts.get(published.file.as_str()) else { continue };
        for sentence in sentences(text).iter().filter(|one| !covered(one, &published.file, &cited)) {
            let message = format!("nothing keeps “{}”", short(&sentence.words));
            let instead = format!(
                "cite \"{}\" in an entry, or list it here with a reason",
                sentence.citation(&published.file)
            );
            problems.at_byte(0, message, instead);
        }
    }
    found.extend(problems.into_found());
    found
}

fn check(cite: &Cite, texts: &BTreeMap<String, String>, problems: &mut Problems<'_>) {
    let Some(text) = texts.get(&cite.notice) else {
        return problems.at_byte(
            cite.at(),
            format!("‘{cite}’ cites a notice whose text is not at hand"),
            "correct the name",
        );
    };
    let all = sentences(text);
    match all.iter().find(|one| (one.line, one.number) == (cite.line, cite.sentence)) {
        None => {
            let message = format!("line {} of {} has no sentence {}", cite.line, cite.notice, cite.sentence);
            problems.at_byte(
                cite.at(),
                message,
                "kith council sentences prints the sentences with their numbers",
            );
        }
        Some(one) if one.hash() != cite.hash => {
            let message = format!(
                "the sentence at {} {}.{} is not the one cited",
                cite.notice, cite.line, cite.sentence
            );
            let instead = format!(
                "it now reads “{}”; look at the entry again and cite \"{}\"",
                short(&one.words),
                one.citation(&cite.notice)
            );
            problems.at_byte(cite.at(), message, instead);
        }
        Some(_) => {}
    }
}

fn covered(sentence: &Sentence, notice: &str, cited: &[&Cite]) -> bool {
    cited
        .iter()
        .any(|cite| cite.notice == notice && (cite.line, cite.sentence) == (sentence.line, sentence.number))
}

fn short(words: &str) -> String {
    let mut letters = words.chars();
    let start: String = letters.by_ref().take(80).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
