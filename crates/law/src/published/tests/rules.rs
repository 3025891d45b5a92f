//! What must be so whatever the council.

use super::{COUNCILS, Read};
use crate::form::Audience;
use crate::pack::{Basis, SharingMode};
use crate::published::{Block, Printing, changes, easy_read, english, full, languages, panel, schedule};

#[test]
fn every_entry_is_printed_and_no_doubt_is() {
    for name in COUNCILS {
        let read = Read::of(name);
        for notice in read.notices() {
            let printed = full(&Printing::of(read.council(), notice)).markdown();
            let plain = |text: &str| text.trim().replace('\n', " ");
            for text in notice.own_texts() {
                assert!(
                    printed.contains(&plain(text.says)),
                    "{name}: {} {} {}",
                    text.kind,
                    text.id,
                    text.field
                );
            }
            for doubt in &notice.doubt {
                assert!(!printed.contains(&plain(&doubt.about)), "{name}: {}", doubt.id);
            }
        }
    }
}

#[test]
fn the_law_is_named_only_where_the_law_asks() {
    for name in COUNCILS {
        let read = Read::of(name);
        for notice in read.notices() {
            let print = Printing::of(read.council(), notice);
            let terms = notice.recipient.iter().map(|one| (one, super::super::terms::recipient(&print, one)));
            for (recipient, term) in terms {
                let says_law = term.means.iter().any(|line| line.words() == english().sharing_always.by_law);
                let is_law = recipient.basis == Basis::LegalObligation && !recipient.family_may_object;
                assert_eq!(says_law, is_law, "{name}: {}", recipient.id);
            }
            let printed = full(&print).markdown();
            let waits = notice.agreement.sharing == SharingMode::WithAgreement;
            assert_eq!(printed.contains("We share without your agreement only when:"), waits, "{name}");
            assert!(!printed.contains("does not let you say no"), "{name}");
        }
    }
}

#[test]
fn what_nobody_decided_is_said() {
    let kensington = Read::of("kensington-and-chelsea");
    let notice = kensington.notices().next().expect("a notice");
    let print = Printing::of(kensington.council(), notice);
    for document in [full(&print), schedule(&print)] {
        assert!(document.markdown().contains("Nobody has decided yet how long."));
    }
    assert!(easy_read(&print).markdown().contains("Nobody has decided how long."));
    let kent = Read::of("kent");
    let notice = kent.notices().find(|one| one.id == *"childrens-social-care").expect("a notice");
    let printed = schedule(&Printing::of(kent.council(), notice)).markdown();
    assert!(printed.contains("which of the two is not decided yet"), "{printed}");
    assert!(printed.contains("at least 100 years from the date of the adoption order"), "{printed}");
    assert!(printed.contains("parents, carers and other adults"), "{printed}");
}

#[test]
fn easy_read_has_one_sentence_a_line() {
    for name in COUNCILS {
        let read = Read::of(name);
        for (notice, say) in
            read.notices().flat_map(|notice| languages().iter().map(move |say| (notice, say)))
        {
            let document = easy_read(&Printing::of(read.council(), notice).in_language(say, &[]));
            for block in document.sections.iter().flat_map(|section| &section.blocks) {
                let Block::Paragraph(text) = block else { continue };
                let words = text.words();
                assert!(words.split_whitespace().count() <= 22, "{name}: {words}");
                assert!(!words.trim_end_matches(['.', '?', ':']).contains(". "), "{name}: {words}");
            }
        }
    }
}

#[test]
fn every_page_of_the_request_form_says_how_its_answers_are_used() {
    let pack = crate::pack::tests::marlshire();
    let (form, print) = (pack.request_form(), Printing::of(&pack.council, pack.notice()));
    for audience in Audience::ALL {
        for section in form.section.iter().filter(|section| crate::form::is_for(&section.audience, audience))
        {
            let panel = panel(&print, form, section, audience).expect("a panel");
            assert_eq!(panel.parts.len(), 4, "{}", section.id);
            assert!(panel.parts.iter().all(|part| !part.lines.is_empty()), "{}", section.id);
            assert!(
                panel.parts.iter().map(|part| part.lines.len()).sum::<usize>() <= 14,
                "{}: short",
                section.id
            );
            let unsent = panel.parts[3].lines.iter().any(|line| line.words().contains("30 days"));
            let online = matches!(audience, Audience::Public | Audience::Professional);
            assert_eq!(unsent, online, "{}", section.id);
        }
    }
}

#[test]
fn changes_are_told_entry_by_entry() {
    let pack = crate::pack::tests::marlshire();
    let before = pack.notice().clone();
    let mut after = before.clone();
    after.version = 2;
    after.retention[0].period = Some("30 years".parse().expect("an amount"));
    after.right.retain(|right| right.id != *"portability");
    let mut new = after.recipient[0].clone();
    new.id = "youth-clubs".into();
    new.name = "Youth clubs".into();
    after.recipient.push(new);
    let found = changes(&Printing::of(&pack.council, &before), &Printing::of(&pack.council, &after));
    let names = |all: &[super::super::Printed]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found.added), ["Youth clubs"]);
    assert_eq!(names(&found.removed), ["Take information you gave us to someone else"]);
    assert_eq!(found.changed.len(), 1);
    assert_eq!(
        found.changed[0].before,
        ["For 25 years from the child's date of birth; then it is destroyed."]
    );
    assert_eq!(found.changed[0].now, ["For 30 years from the child's date of birth; then it is destroyed."]);
    let same = Printing::of(&pack.council, &before);
    assert!(changes(&same, &same).is_empty());
}
