//! Who everybody is to one person, in the words a young person would use.

use crate::family::{Clean, Pair, ParentKind, Sex};

/// What the young person's own box says.
pub(super) const YOU: &str = "you";

/// Words for each person; empty where there are none, or where nobody is asked for.
pub(super) fn to(clean: &Clean, pairs: &[Pair], you: Option<usize>) -> Vec<String> {
    let mut words = vec![String::new(); clean.people.len()];
    let Some(you) = you else { return words };
    words[you] = YOU.into();
    let kin = Kin { clean, pairs };
    // The nearest word wins: whoever is described first is not described again.
    let parents = kin.parents(you);
    for (parent, kind) in &parents {
        put(&mut words, *parent, kin.parent_word(*parent, *kind));
    }
    for sibling in kin.children_of_any(&parents) {
        put(&mut words, sibling, kin.sibling_word(you, sibling));
    }
    for (child, kind) in kin.children(you) {
        put(&mut words, child, kin.child_word(child, kind));
    }
    kin.elders(&mut words, &parents);
    kin.juniors(&mut words, you);
    for pair in pairs.iter().filter(|it| it.one == you || it.other == you) {
        let partner = if pair.one == you { pair.other } else { pair.one };
        put(&mut words, partner, "your partner or former partner".into());
    }
    // Partners of whoever has a word by now, and their children: what they are goes through that person.
    let named: Vec<usize> = (0..words.len()).filter(|it| !words[*it].is_empty() && *it != you).collect();
    for person in named {
        for pair in pairs.iter().filter(|it| it.one == person || it.other == person) {
            let partner = if pair.one == person { pair.other } else { pair.one };
            let ended = clean.couples.iter().any(|it| it == pair && it.kind.is_over());
            let word = if ended { "former partner" } else { "partner" };
            let whose = words[person].clone();
            put(&mut words, partner, format!("{whose}'s {word}"));
        }
    }
    words
}

fn put(words: &mut [String], person: usize, word: String) {
    if words[person].is_empty() {
        words[person] = word;
    }
}

struct Kin<'a> {
    clean: &'a Clean,
    pairs: &'a [Pair],
}

impl Kin<'_> {
    fn parents(&self, child: usize) -> Vec<(usize, ParentKind)> {
        self.clean.ties.iter().filter(|it| it.child == child).map(|it| (it.parent, it.kind)).collect()
    }

    fn children(&self, parent: usize) -> Vec<(usize, ParentKind)> {
        self.clean.ties.iter().filter(|it| it.parent == parent).map(|it| (it.child, it.kind)).collect()
    }

    /// Children of parents, and of parents' partners.
    fn children_of_any(&self, parents: &[(usize, ParentKind)]) -> Vec<usize> {
        let mut elders: Vec<usize> = parents.iter().map(|it| it.0).collect();
        for pair in self.pairs {
            let partner = |a: usize, b: usize| parents.iter().any(|it| it.0 == a).then_some(b);
            elders.extend(partner(pair.one, pair.other).or_else(|| partner(pair.other, pair.one)));
        }
        elders.iter().flat_map(|it| self.children(*it)).map(|it| it.0).collect()
    }

    /// One word of three, by sex.
    fn by_sex(&self, person: usize, words: [&str; 3]) -> String {
        let word = match self.clean.people[person].sex {
            Sex::Female => words[0],
            Sex::Male => words[1],
            Sex::Other | Sex::NotKnown => words[2],
        };
        format!("your {word}")
    }

    fn parent_word(&self, parent: usize, kind: ParentKind) -> String {
        match kind {
            ParentKind::Birth => self.by_sex(parent, ["mum", "dad", "parent"]),
            ParentKind::Adopted => self.by_sex(parent, ["adoptive mum", "adoptive dad", "adoptive parent"]),
            ParentKind::SpecialGuardian => "your special guardian".into(),
            ParentKind::Foster => "your foster carer".into(),
            ParentKind::Step => self.by_sex(parent, ["stepmum", "stepdad", "step-parent"]),
        }
    }

    fn child_word(&self, child: usize, kind: ParentKind) -> String {
        match kind {
            ParentKind::Birth | ParentKind::Adopted => self.by_sex(child, ["daughter", "son", "child"]),
            _ => "a child you look after".into(),
        }
    }

    /// By how many parents they share by birth or adoption; else by how they came to be in one family.
    fn sibling_word(&self, you: usize, sibling: usize) -> String {
        let of = |child: usize, kinds: &[ParentKind]| -> Vec<usize> {
            let ties = self.parents(child).into_iter().filter(|it| kinds.contains(&it.1));
            ties.map(|it| it.0).collect()
        };
        let lasting = [ParentKind::Birth, ParentKind::Adopted];
        let (mine, theirs) = (of(you, &lasting), of(sibling, &lasting));
        let shared = mine.iter().filter(|it| theirs.contains(it)).count();
        let all = mine.len().max(theirs.len());
        let fostered =
            of(you, &[ParentKind::Foster]).iter().any(|it| of(sibling, &ParentKind::ALL).contains(it))
                || of(sibling, &[ParentKind::Foster]).iter().any(|it| of(you, &ParentKind::ALL).contains(it));
        match shared {
            0 if fostered => {
                self.by_sex(sibling, ["foster sister", "foster brother", "foster brother or sister"])
            }
            0 => self.by_sex(sibling, ["stepsister", "stepbrother", "stepbrother or stepsister"]),
            shared if shared == all => self.by_sex(sibling, ["sister", "brother", "brother or sister"]),
            _ => self.by_sex(sibling, ["half-sister", "half-brother", "half-brother or half-sister"]),
        }
    }

    /// Grandparents and beyond, with their other children and grandchildren.
    fn elders(&self, words: &mut [String], parents: &[(usize, ParentKind)]) {
        let lasting = |it: &&(usize, ParentKind)| matches!(it.1, ParentKind::Birth | ParentKind::Adopted);
        let mut line: Vec<usize> = parents.iter().filter(lasting).map(|it| it.0).collect();
        let mut great = String::new();
        while !line.is_empty() {
            let above = self.step(&line, |it| self.parents(it));
            for elder in &above {
                let names = ["grandma", "grandad", "grandparent"].map(|it| format!("{great}{it}"));
                put(words, *elder, self.by_sex(*elder, names.each_ref().map(String::as_str)));
            }
            let aside = self.step(&above, |it| self.children(it));
            for aunt in aside.iter().filter(|it| !line.contains(it)) {
                let names = ["aunt", "uncle", "aunt or uncle"].map(|it| format!("{great}{it}"));
                put(words, *aunt, self.by_sex(*aunt, names.each_ref().map(String::as_str)));
                for (cousin, _) in self.children(*aunt).iter().filter(|_| great.is_empty()) {
                    put(words, *cousin, "your cousin".into());
                }
            }
            great += "great-";
            line = above;
        }
    }

    /// Grandchildren, nieces and nephews.
    fn juniors(&self, words: &mut [String], you: usize) {
        for child in self.step(&[you], |it| self.children(it)) {
            for (grandchild, _) in self.children(child) {
                put(words, grandchild, "your grandchild".into());
            }
        }
        let siblings = self.step(&self.step(&[you], |it| self.parents(it)), |it| self.children(it));
        for sibling in siblings.into_iter().filter(|it| *it != you) {
            for (child, _) in self.children(sibling) {
                put(words, child, self.by_sex(child, ["niece", "nephew", "niece or nephew"]));
            }
        }
    }

    /// One step by birth or adoption from each of some people.
    fn step(&self, from: &[usize], ties: impl Fn(usize) -> Vec<(usize, ParentKind)>) -> Vec<usize> {
        let all = from.iter().flat_map(|it| ties(*it));
        let lasting = all.filter(|it| matches!(it.1, ParentKind::Birth | ParentKind::Adopted));
        let mut found: Vec<usize> = lasting.map(|it| it.0).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
