//! Makes tables of the elements that come by.

use rustc_hash::FxHashMap;

use super::element::Element;
use super::{Census, shorten};
use crate::cin::Cin;
use crate::cin::table::{Key, Place, Row, Table};
use crate::cin::tables::{
    Assessment, Characteristics, Child, CinPlan, Disability, Episode, Header, PreProceedings, ProtectionPlan,
    Review, Section47,
};
use crate::read::Complaints;
use crate::text::{Text, Texts};
use crate::year::CollectionYear;

/// The tables so far, the group that is open, and the value that is open in it.
#[derive(Default)]
pub struct Builder {
    pub complaints: Complaints,
    /// Text before any element.
    pub stray: String,
    texts: Texts,
    header: Vec<Header>,
    children: Vec<Child>,
    characteristics: Vec<Characteristics>,
    disabilities: Vec<Disability>,
    episodes: Vec<Episode>,
    assessments: Vec<Assessment>,
    cin_plans: Vec<CinPlan>,
    section47: Vec<Section47>,
    protection_plans: Vec<ProtectionPlan>,
    reviews: Vec<Review>,
    pre_proceedings: Vec<PreProceedings>,
    /// Children with the same number are one child, as other validators have it (rule 8510 says so).
    known: FxHashMap<Text, Key>,
    child: usize,
    parts: usize,
    /// Where the open child's rows begin in each table: see [`Builder::same_child`].
    begins: [usize; 10],
    child_line: u32,
    factors: Vec<(Text, u32)>,
    seen: Seen,
    value: String,
    value_name: String,
    value_line: u32,
    /// The group the open value stands in.
    owner: Option<Element>,
}

/// Which columns of the open groups have had a value: an assessment stands in an episode.
#[derive(Default)]
struct Seen {
    outer: u32,
    inner: u32,
}

/// Puts a value into a row and says what is wrong with it.
fn set<R: Row>(
    row: &mut R,
    seen: &mut u32,
    name: &str,
    value: &str,
    line: u32,
    texts: &mut Texts,
    complaints: &mut Complaints,
) {
    let Some(column) = R::COLUMNS.iter().position(|it| it.name.eq_ignore_ascii_case(name)) else {
        complaints.add(line, format!("{} is no element of {}, and is left out", shorten(name), R::TABLE));
        return;
    };
    let bit = 1_u32 << column;
    if *seen & bit != 0 {
        complaints.add(line, format!("{name} stands twice in one {}: the first is used", R::TABLE));
        return;
    }
    *seen |= bit;
    if row.set(name, value, texts).is_err() {
        complaints.add(line, format!("{name}: “{}” is not a date, and is taken as missing", shorten(value)));
    }
}

/// Sets the open value in the last row of a table.
macro_rules! set_last {
    ($self:ident.$table:ident, $seen:ident) => {
        if let Some(row) = $self.$table.last_mut() {
            set(
                row,
                &mut $self.seen.$seen,
                &$self.value_name,
                &$self.value,
                $self.value_line,
                &mut $self.texts,
                &mut $self.complaints,
            );
        }
    };
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Builder {
    fn place(&self, rows: usize, line: u32) -> Place {
        Place { row: number(rows), line, child: Key::new(self.child), episode: Key::NONE, part_of: Key::NONE }
    }

    fn place_in_episode(&self, rows: usize, line: u32) -> Place {
        Place {
            episode: self.episodes.last().map_or(Key::NONE, |it| it.place.episode),
            ..self.place(rows, line)
        }
    }

    fn new_part(&mut self) -> Key {
        self.parts += 1;
        Key::new(self.parts - 1)
    }

    /// An element begins.
    pub fn open(&mut self, parent: Option<Element>, element: Element, name: &str, line: u32) {
        match element {
            Element::Message | Element::Children | Element::HeaderGroup | Element::Disabilities => {}
            Element::Header => {
                self.seen.outer = 0;
                self.header.push(Header::empty(self.place(self.header.len(), line)));
            }
            Element::Child => {
                self.child_line = line;
                self.begins = self.lengths();
            }
            Element::Identifiers => {
                self.seen.outer = 0;
                self.children.push(Child::empty(self.place(self.children.len(), line)));
            }
            Element::Characteristics => {
                self.seen.outer = 0;
                self.characteristics
                    .push(Characteristics::empty(self.place(self.characteristics.len(), line)));
            }
            Element::Episode => {
                self.seen.outer = 0;
                let place =
                    Place { episode: Key::new(self.episodes.len()), ..self.place(self.episodes.len(), line) };
                self.episodes.push(Episode::empty(place));
            }
            Element::Assessment => {
                self.seen.inner = 0;
                let part_of = self.new_part();
                let place = Place { part_of, ..self.place_in_episode(self.assessments.len(), line) };
                self.assessments.push(Assessment::empty(place));
            }
            Element::Factors => self.factors.clear(),
            Element::CinPlan => {
                self.seen.inner = 0;
                self.cin_plans.push(CinPlan::empty(self.place_in_episode(self.cin_plans.len(), line)));
            }
            Element::Section47 => {
                self.seen.inner = 0;
                self.section47.push(Section47::empty(self.place_in_episode(self.section47.len(), line)));
            }
            Element::ProtectionPlan => {
                self.seen.inner = 0;
                let part_of = self.new_part();
                let place = Place { part_of, ..self.place_in_episode(self.protection_plans.len(), line) };
                self.protection_plans.push(ProtectionPlan::empty(place));
            }
            Element::Reviews => {}
            Element::PreProceedings => {
                self.seen.inner = 0;
                self.pre_proceedings
                    .push(PreProceedings::empty(self.place_in_episode(self.pre_proceedings.len(), line)));
            }
            Element::Value => {
                self.value.clear();
                self.value_name.clear();
                self.value_name.push_str(name);
                self.value_line = line;
                self.owner = parent;
            }
            Element::Unknown => match parent {
                Some(Element::Unknown) => {}
                Some(Element::Value) => {
                    self.complaints.add(
                        line,
                        format!("{} stands within {}, and is left out", shorten(name), self.value_name),
                    );
                }
                parent => {
                    let within = parent.map_or("the file", Element::name);
                    self.complaints
                        .add(line, format!("{} is no element of {within}, and is left out", shorten(name)));
                }
            },
        }
    }

    /// Text, or a part of it.
    pub fn text(&mut self, parent: Option<Element>, text: &str, line: u32) {
        match parent {
            Some(Element::Value) => self.value.push_str(text),
            Some(Element::Unknown) => {}
            _ if text.trim().is_empty() => {}
            None => self.stray.push_str(&shorten(text)),
            Some(group) => {
                let before = text.len() - text.trim_start().len();
                let line = line.saturating_add(number(text[..before].matches('\n').count()));
                self.complaints.add(
                    line,
                    format!("“{}” stands loose in {}, and is left out", shorten(text), group.name()),
                );
            }
        }
    }

    /// An element ends.
    pub fn close(&mut self, element: Element) {
        match element {
            Element::Value => self.close_value(),
            Element::Factors => self.close_factors(),
            Element::Reviews => self.close_reviews(),
            Element::Child => self.close_child(),
            _ => {}
        }
    }

    fn close_value(&mut self) {
        match self.owner {
            Some(Element::Header | Element::HeaderGroup) => set_last!(self.header, outer),
            Some(Element::Identifiers) => set_last!(self.children, outer),
            Some(Element::Characteristics) => set_last!(self.characteristics, outer),
            Some(Element::Episode) => set_last!(self.episodes, outer),
            Some(Element::Assessment) => set_last!(self.assessments, inner),
            Some(Element::CinPlan) => set_last!(self.cin_plans, inner),
            Some(Element::Section47) => set_last!(self.section47, inner),
            Some(Element::ProtectionPlan) => set_last!(self.protection_plans, inner),
            Some(Element::PreProceedings) => set_last!(self.pre_proceedings, inner),
            Some(Element::Disabilities) => {
                self.disabilities
                    .push(Disability::empty(self.place(self.disabilities.len(), self.value_line)));
                let mut seen = 0;
                if let Some(row) = self.disabilities.last_mut() {
                    set(
                        row,
                        &mut seen,
                        &self.value_name,
                        &self.value,
                        self.value_line,
                        &mut self.texts,
                        &mut self.complaints,
                    );
                }
            }
            Some(Element::Factors) if self.value_name.eq_ignore_ascii_case(Assessment::FACTOR.name) => {
                self.factors.push((self.texts.text(&self.value), self.value_line));
            }
            Some(Element::Reviews) => {
                let part_of = self.protection_plans.last().map_or(Key::NONE, |it| it.place.part_of);
                let place = Place { part_of, ..self.place_in_episode(self.reviews.len(), self.value_line) };
                self.reviews.push(Review::empty(place));
                let mut seen = 0;
                if let Some(row) = self.reviews.last_mut() {
                    set(
                        row,
                        &mut seen,
                        &self.value_name,
                        &self.value,
                        self.value_line,
                        &mut self.texts,
                        &mut self.complaints,
                    );
                }
            }
            _ => {
                let what = format!(
                    "{} is no element of {}",
                    shorten(&self.value_name),
                    self.owner.map_or("", Element::name)
                );
                self.complaints.add(self.value_line, format!("{what}, and is left out"));
            }
        }
    }

    /// The first factor goes into the assessment's own row, each other into a row like it.
    fn close_factors(&mut self) {
        let mut factors = std::mem::take(&mut self.factors).into_iter();
        if let (Some(row), Some((factor, _))) = (self.assessments.last_mut(), factors.next()) {
            row.factor = factor;
        }
        for (factor, line) in factors {
            if let Some(last) = self.assessments.last().cloned() {
                let place = Place { row: number(self.assessments.len()), line, ..last.place };
                self.assessments.push(Assessment { place, factor, ..last });
            }
        }
    }

    /// A group of reviews without any is one without a date.
    fn close_reviews(&mut self) {
        let Some(plan) = self.protection_plans.last().map(|it| it.place) else { return };
        if self.reviews.last().is_none_or(|it| it.place.part_of != plan.part_of) {
            let place = Place { row: number(self.reviews.len()), ..plan };
            self.reviews.push(Review::empty(place));
        }
    }

    fn close_child(&mut self) {
        match self.children.len() - self.begins[0] {
            0 => self.complaints.add(self.child_line, "A Child has no ChildIdentifiers"),
            1 => {}
            _ => self.complaints.add(self.child_line, "A Child has more than one ChildIdentifiers"),
        }
        let id = self.children.get(self.begins[0]).map(|it| it.la_child_id.clone()).filter(Text::present);
        if let Some(id) = id {
            let new = Key::new(self.child);
            let key = *self.known.entry(id).or_insert(new);
            if key != new {
                self.same_child(key);
            }
        }
        self.child += 1;
    }

    fn lengths(&self) -> [usize; 10] {
        [
            self.children.len(),
            self.characteristics.len(),
            self.disabilities.len(),
            self.episodes.len(),
            self.assessments.len(),
            self.cin_plans.len(),
            self.section47.len(),
            self.protection_plans.len(),
            self.reviews.len(),
            self.pre_proceedings.len(),
        ]
    }

    /// The child that ends is one that was in the file before.
    fn same_child(&mut self, key: Key) {
        let [
            children,
            characteristics,
            disabilities,
            episodes,
            assessments,
            cin_plans,
            section47,
            plans,
            reviews,
            pre,
        ] = self.begins;
        self.children[children..].iter_mut().for_each(|it| it.place.child = key);
        self.characteristics[characteristics..].iter_mut().for_each(|it| it.place.child = key);
        self.disabilities[disabilities..].iter_mut().for_each(|it| it.place.child = key);
        self.episodes[episodes..].iter_mut().for_each(|it| it.place.child = key);
        self.assessments[assessments..].iter_mut().for_each(|it| it.place.child = key);
        self.cin_plans[cin_plans..].iter_mut().for_each(|it| it.place.child = key);
        self.section47[section47..].iter_mut().for_each(|it| it.place.child = key);
        self.protection_plans[plans..].iter_mut().for_each(|it| it.place.child = key);
        self.reviews[reviews..].iter_mut().for_each(|it| it.place.child = key);
        self.pre_proceedings[pre..].iter_mut().for_each(|it| it.place.child = key);
    }

    /// The collection the header names, where it is not this one.
    pub fn other_collection(&self) -> Option<String> {
        let said = self.header.first()?.collection.get()?;
        (!said.eq_ignore_ascii_case("CIN")).then(|| said.to_owned())
    }

    /// The tables.
    pub fn finish(mut self, year: Option<CollectionYear>) -> Census {
        if self.header.is_empty() {
            self.complaints.add(1, "There is no Header");
        }
        if self.children.is_empty() {
            self.complaints.add(1, "There is no child in the file");
        }
        let header = self.header.first();
        let dated = header.and_then(|it| it.reference_date.get()).map(CollectionYear::holding);
        let named = header
            .and_then(|it| it.year.number())
            .and_then(|it| i16::try_from(it - 1).ok())
            .map(CollectionYear::of);
        let year = year.or(dated).or(named).unwrap_or(CollectionYear::LAST).nearest_known();
        let cin = Cin {
            year,
            header: Table::new(self.header),
            children: Table::new(self.children),
            characteristics: Table::new(self.characteristics),
            disabilities: Table::new(self.disabilities),
            episodes: Table::new(self.episodes),
            assessments: Table::new(self.assessments),
            cin_plans: Table::new(self.cin_plans),
            section47: Table::new(self.section47),
            protection_plans: Table::new(self.protection_plans),
            reviews: Table::new(self.reviews),
            pre_proceedings: Table::new(self.pre_proceedings),
        };
        Census { cin, complaints: self.complaints }
    }
}
