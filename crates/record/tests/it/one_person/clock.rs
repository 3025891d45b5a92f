//! A child was seen on whichever of its records that was written: for as long as they are one, and for as long as it is theirs.

use std::collections::BTreeMap;

use law::clocks::{Fact, Of};
use law::form::typed::{Cell, Row};
use record::happened;

use super::*;

impl Okafor {
    /// A finished visit by somebody to a child of a family, who was seen.
    async fn visit(&self, who: &str, family: Uuid, child: Uuid) -> Uuid {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, child).await.expect("they may");
        let id = work.new_id();
        let new = NewEntry {
            id,
            family,
            kind: Kind::Visit,
            form: ("any", 1),
            pack_version: self.record.pack_version,
            subjects: &[child],
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        let row = |owner, number, columns| Row { owner, number, columns: BTreeMap::from_iter(columns) };
        let code = |code: &str| Cell::Code(code.into());
        let rows = [
            row(
                "visit",
                None,
                vec![
                    ("how", code("in-person")),
                    ("happened_on", Cell::Day(jiff::civil::date(2026, 9, 15))),
                    ("started_at", Cell::Time(jiff::civil::time(10, 0, 0, 0))),
                ],
            ),
            row("visit_child", Some(1), vec![("seen", code("yes")), ("seen_alone", code("yes"))]),
        ];
        entry::keep_typed(&mut work, &permit, id, Kind::Visit, &rows).await.expect("kept");
        entry::finish(&mut work, &permit, id, None).await.expect("finished");
        work.commit().await.expect("kept");
        id
    }

    /// How often each child of a family was seen face to face, as its clocks read it.
    async fn seen(&self, who: &str, family: Uuid) -> BTreeMap<Uuid, usize> {
        let mut work = self.work(who).await;
        let mut all = happened::of_families(&mut work, &[family]).await.expect("it reads");
        let mut seen = BTreeMap::new();
        for one in all.remove(&family).unwrap_or_default().happened {
            if let (Fact::ChildSeenFaceToFace, Of::Child(child)) = (one.fact, one.of) {
                *seen.entry(child.parse().expect("an id")).or_default() += 1;
            }
        }
        seen
    }
}

#[tokio::test]
async fn a_visit_on_the_other_record_counts_while_they_are_one() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let [first, second] = okafor.families;
    okafor.visit(SIAN, second, amarah).await;
    assert_eq!(okafor.seen(FELIX, first).await, BTreeMap::new(), "somebody else so far");
    let link = okafor.link(amara, amarah).await.expect("linked");
    assert_eq!(okafor.seen(FELIX, first).await, [(amara, 1)].into(), "the same child, seen in June");
    assert_eq!(okafor.seen(SIAN, second).await, [(amarah, 1)].into());
    okafor.visit(SIAN, second, amarah).await;
    assert_eq!(okafor.seen(FELIX, first).await, [(amara, 2)].into());
    okafor.visit(FELIX, first, amara).await;
    assert_eq!(okafor.seen(SIAN, second).await, [(amarah, 3)].into(), "both ways");
    okafor.part(amara, link).await.expect("parted");
    let of =
        async |who, family, child| okafor.seen(who, family).await.get(&child).copied().unwrap_or_default();
    assert_eq!(
        of(FELIX, first, amara).await,
        1,
        "hers alone: what is to be decided counts for whom it was written"
    );
    assert_eq!(of(SIAN, second, amarah).await, 2);
    let waiting = okafor.waiting().await;
    assert_eq!(waiting.len(), 2, "what was written before the link is nobody's question");
    okafor.decide(TESS, amara, waiting[0].id, Verdict::Both).await.expect("decided");
    assert_eq!(of(FELIX, first, amara).await, 2, "Sian saw both, somebody says");
    assert_eq!(of(SIAN, second, amarah).await, 2);
}

#[tokio::test]
async fn a_visit_to_a_restricted_record_is_told_to_nobody_through_a_clock() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.visit(SIAN, okafor.families[1], amarah).await;
    okafor.link(amara, amarah).await.expect("linked");
    okafor.record.restrict(amarah, "high_risk", "Family Front Door").await;
    assert_eq!(okafor.seen(FELIX, okafor.families[0]).await, BTreeMap::new());
}

#[tokio::test]
async fn two_records_in_one_family_share_what_was_seen() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let family = okafor.families[0];
    let mut work = okafor.work(TESS).await;
    let permit = amend(&mut work, amara).await.expect("hers");
    family::add_member(&mut work, &permit, family, amarah).await.expect("of one family");
    work.commit().await.expect("kept");
    okafor.link(amara, amarah).await.expect("linked");
    okafor.visit(TESS, family, amarah).await;
    assert_eq!(okafor.seen(TESS, family).await, [(amara, 1), (amarah, 1)].into());
}

#[tokio::test]
async fn when_a_child_was_last_seen_is_read_from_all_its_records() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.visit(SIAN, okafor.families[1], amarah).await;
    okafor.link(amara, amarah).await.expect("linked");
    let mut work = okafor.work(FELIX).await;
    let permit = amend(&mut work, amara).await.expect("his");
    let left =
        record::closing::left(&mut work, &permit, okafor.families[0], Uuid::nil()).await.expect("it reads");
    assert_eq!(left.last_seen.get(&amara), Some(&jiff::civil::date(2026, 9, 15)));
}
