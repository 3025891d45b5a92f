//! From single ties to unions: the parents that children hang from together.

use crate::family::{Clean, CoupleKind, Kind, Pair, ParentKind};

/// One parent, or two, and the children drawn under them.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    pub parents: Vec<usize>,
    pub children: Vec<(usize, ParentKind)>,
}

/// Everybody who is joined by a line side by side: the couples given, and pairs of parents.
pub(crate) fn pairs(clean: &Clean) -> Vec<Pair> {
    let mut pairs = clean.couples.clone();
    for child in 0..clean.people.len() {
        for kind in [ParentKind::Birth, ParentKind::Adopted] {
            let parents = parents_of(clean, child, kind);
            if let Some((one, other)) = pick_two(&parents, &pairs, kind)
                && !pairs.iter().any(|it| it.is(one, other))
            {
                pairs.push(Pair { one, other, kind: CoupleKind::NotRecorded });
            }
        }
    }
    pairs
}

/// Unions, in the order of the people who are children in them. Two parents in different rows each get their own.
pub(crate) fn unions(clean: &Clean, pairs: &[Pair], row: Option<&[usize]>) -> Vec<Union> {
    let mut unions: Vec<Union> = vec![];
    let mut hang = |parents: Vec<usize>, child: usize, kind: ParentKind| {
        let union = unions.iter_mut().find(|it| it.parents == parents);
        match union {
            Some(union) => union.children.push((child, kind)),
            None => unions.push(Union { parents, children: vec![(child, kind)] }),
        }
    };
    for child in 0..clean.people.len() {
        for kind in ParentKind::ALL {
            let mut parents = parents_of(clean, child, kind);
            if kind == ParentKind::Step {
                parents.retain(|step| !is_partners_child(clean, child, *step));
            }
            while let Some((one, other)) = pick_two(&parents, pairs, kind) {
                parents.retain(|it| *it != one && *it != other);
                if row.is_none_or(|row| row[one] == row[other]) {
                    hang(vec![one.min(other), one.max(other)], child, kind);
                } else {
                    hang(vec![one], child, kind);
                    hang(vec![other], child, kind);
                }
                if kind == ParentKind::Birth {
                    // A third birth parent is a mistake; they are shown apart from the two.
                    break;
                }
            }
            for parent in parents {
                hang(vec![parent], child, kind);
            }
        }
    }
    unions
}

/// How a child is tied by lines other than a birth child's, each once.
pub(crate) fn special_kinds(clean: &Clean, child: usize) -> Vec<ParentKind> {
    let drawn = |kind: &ParentKind| match kind {
        ParentKind::Birth => false,
        ParentKind::Step => {
            parents_of(clean, child, *kind).iter().any(|step| !is_partners_child(clean, child, *step))
        }
        _ => !parents_of(clean, child, *kind).is_empty(),
    };
    ParentKind::ALL.into_iter().filter(drawn).collect()
}

fn parents_of(clean: &Clean, child: usize, kind: ParentKind) -> Vec<usize> {
    let ties = clean.ties.iter().filter(|tie| tie.child == child && tie.kind == kind);
    ties.map(|tie| tie.parent).collect()
}

/// Whether a step-parent's line is needless: they are joined to a parent of the child already.
fn is_partners_child(clean: &Clean, child: usize, step: usize) -> bool {
    let parents = clean.ties.iter().filter(|tie| tie.child == child && tie.kind != ParentKind::Step);
    parents.map(|tie| tie.parent).any(|parent| clean.couples.iter().any(|it| it.is(parent, step)))
}

/// The two a child hangs from: a couple if there is one; for birth and adoption any two. Carers who are no couple may
/// have followed each other, so they stay apart.
fn pick_two(parents: &[usize], pairs: &[Pair], kind: ParentKind) -> Option<(usize, usize)> {
    let pair = pairs.iter().find(|it| parents.contains(&it.one) && parents.contains(&it.other));
    if let Some(pair) = pair {
        return Some((pair.one, pair.other));
    }
    let joint = matches!(kind, ParentKind::Birth | ParentKind::Adopted);
    (joint && parents.len() >= 2).then(|| (parents[0], parents[1]))
}

/// Children in the order they are drawn, eldest first; those whose birth is not known last; twins together.
pub(crate) fn in_birth_order(clean: &Clean, children: &mut [usize]) {
    let born = |child: usize| -> String {
        let person = &clean.people[child];
        let together = clean.people.iter().filter(|it| !it.twins.is_empty() && it.twins == person.twins);
        let first = together.map(|it| it.born.as_str()).filter(|it| !it.is_empty()).min();
        match (first.unwrap_or(&person.born), person.kind) {
            ("", Kind::Pregnancy) => "~~".into(),
            ("", _) => "~".into(),
            (born, _) => born.to_owned(),
        }
    };
    let key = |child: &usize| (born(*child), clean.people[*child].twins.clone(), *child);
    children.sort_by_cached_key(key);
}

/// Whether two children of one union were born together.
pub(crate) fn are_twins(clean: &Clean, one: usize, other: usize) -> bool {
    let (one, other) = (&clean.people[one], &clean.people[other]);
    let marked = !one.twins.is_empty() && one.twins == other.twins;
    let same_day = one.born.len() == "2012-07-10".len() && one.born == other.born;
    let born = one.kind != Kind::Loss && other.kind != Kind::Loss;
    marked || (same_day && born)
}
