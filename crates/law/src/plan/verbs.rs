//! Whether a sentence says what somebody does.

/// Words with which an action begins, in their plain form. Not every verb of English: those that plans are made of.
const VERBS: &str = "\
    accept accompany agree apply approach arrange ask assess attend book bring build buy call cancel change \
    check choose claim collect come complete contact cook create decide deliver discuss draw drive drop email \
    enrol explain fetch fill find finish fit fix follow get give go help hold introduce invite join keep \
    learn leave let listen look make measure meet move offer open order organise pay phone plan play practise \
    prepare print provide put read refer register remove repair replace report request reserve return review \
    ring run save see send set share show sign sit speak spend start stop submit support take talk teach tell \
    text tidy travel try turn update use view visit wait wake walk wash watch wean weigh work write";

/// Whether `text` begins with what somebody does: "Book …", "To book …", "Mum will book …", "Rachel to book …", "Mum books …".
pub(super) fn says_what_is_done(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let Some(first) = words.first() else { return false };
    if is_verb(first) {
        return true;
    }
    // A name and perhaps a second one come first: the verb follows "to" or "will", or the name directly.
    let names = words.iter().take(5);
    let after_to = names.clone().position(|word| ["to", "will", "can", "must"].contains(&word.as_str()));
    let after_to = after_to.and_then(|at| words.get(at + 1));
    after_to.is_some_and(|word| is_verb(word)) || words.get(1).is_some_and(|word| is_third_person(word))
}

fn is_verb(word: &str) -> bool {
    VERBS.split(' ').any(|verb| verb == word)
}

/// "books", "goes", "tidies".
fn is_third_person(word: &str) -> bool {
    let plain = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let plain = plain.filter(|plain| is_verb(plain));
    plain.is_some()
        || word.strip_suffix("es").is_some_and(is_verb)
        || word.strip_suffix('s').is_some_and(is_verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_done_from_what_is_wished() {
        for done in [
            "Book the dentist",
            "to ring the school",
            "Rachel will ring the school",
            "Mr Banks to fill in the form",
            "Grandpa takes Charlie to football",
            "Mum tidies the hall",
        ] {
            assert!(says_what_is_done(done), "{done}");
        }
        for wished in ["", "Better attendance", "Charlie's behaviour", "School", "More routine at bedtime"] {
            assert!(!says_what_is_done(wished), "{wished}");
        }
    }
}
