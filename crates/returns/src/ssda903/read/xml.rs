//! The XML form: children with a header and episodes, and groups of other things in the header.

use std::mem::take;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::rows::{put, shorten};
use super::{File, LARGEST, Reading};
use crate::read::Complaints;
use crate::read::stream::{Limits, Stream};
use crate::ssda903::returned::Return;
use crate::ssda903::table::{Row, Table};
use crate::ssda903::tables::*;
use crate::ssda903::text::{Longer, is};

/// The form has five levels.
const DEPTH: usize = 16;

/// A single element or text of the form is a line.
const LIMITS: Limits = Limits { file: LARGEST, piece: 100_000 };

/// Reads the XML form. It refuses a document type, as the form has none and an attack may.
pub(super) fn read(reading: &mut Reading, file: &File, complaints: &mut Complaints) {
    let mut reader = Reader::from_reader(Stream::new(file.bytes.as_slice(), LIMITS));
    let name = file.name.as_str();
    let mut forming = Forming::default();
    let mut path: Vec<String> = Vec::new();
    let mut buffer = Vec::new();
    let mut said = String::new();
    let mut begun = false;
    loop {
        buffer.clear();
        reader.get_mut().mark();
        let line = reader.get_ref().line();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                complaints.add_in(name, line, format!("From here on the file cannot be read: {error}"));
                break;
            }
        };
        match event {
            Event::Start(start) => {
                let element =
                    String::from_utf8_lossy(start.local_name().as_ref().as_bytes()).to_ascii_uppercase();
                if !begun && element != "EXPSSDA903" && element != "MESSAGE" && element != "CHILDREN" {
                    complaints.add_in(
                        name,
                        line,
                        format!("This is not an SSDA903 return: it begins with {}", shorten(&element)),
                    );
                    return;
                }
                begun = true;
                said.clear();
                forming.open(&element, line);
                path.push(element);
                if path.len() > DEPTH {
                    complaints.add_in(
                        name,
                        line,
                        format!("Elements are nested more than {DEPTH} deep. The file is not read further"),
                    );
                    break;
                }
            }
            Event::Text(text) => said.push_str(&text.xml10_content()),
            Event::CData(text) => said.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => said.push(character),
                _ => match resolve_predefined_entity(&reference) {
                    Some(text) => said.push_str(text),
                    None => complaints.add_in(name, line, "An entity stands for nothing and is left out"),
                },
            },
            Event::End(_) => {
                if let Some(element) = path.pop() {
                    let cell = take(&mut said);
                    forming.close(&element, cell.trim(), &mut reading.read, (name, line), complaints);
                }
            }
            Event::DocType(_) => {
                complaints.add_in(
                    name,
                    line,
                    "The file declares a document type. A return has none, so it is not read further",
                );
                break;
            }
            Event::Eof => {
                if let Some(inside) = path.last() {
                    complaints.add_in(
                        name,
                        line,
                        format!("The file ends within {}: it was cut off", shorten(inside)),
                    );
                }
                break;
            }
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
    if begun {
        for table in Table::ALL {
            // What the form has always had, and the two newer tables where rows of them came.
            let newer = matches!(table, Table::SwEpisodes | Table::DoLo);
            if !newer || forming.newer[usize::from(table == Table::DoLo)] {
                reading.submitted(table, name, complaints);
            }
        }
        reading.read.xml = true;
        reading.read.says_uasc = true;
    } else {
        complaints.add_in(name, 0, "The file is empty");
    }
}

/// A child on the way from elements to rows.
#[derive(Default)]
struct Forming {
    header: Header,
    uasc: Uasc,
    ad1: Ad1,
    oc3: Oc3,
    oc2: Vec<Oc2>,
    reviews: Vec<Review>,
    missing: Vec<Missing>,
    prev_perm: Vec<PrevPerm>,
    placed: Vec<PlacedAdoption>,
    episodes: Vec<Episode>,
    sw: Vec<SwEpisode>,
    dolo: Vec<DoLo>,
    within: Option<Table>,
    headed: bool,
    newer: [bool; 2],
}

impl Forming {
    fn open(&mut self, element: &str, line: u32) {
        fn begin<T: Row>(rows: &mut Vec<T>, line: u32) -> Option<Table> {
            let mut row = T::default();
            row.at_line(line);
            rows.push(row);
            Some(T::TABLE)
        }
        let within = match element {
            "CHILD" if self.within.is_none() => {
                let newer = self.newer;
                *self = Forming { newer, ..Forming::default() };
                None
            }
            "HEADER" => {
                self.headed = true;
                self.header.line = line;
                (self.uasc.line, self.ad1.line, self.oc3.line) = (line, line, line);
                Some(Table::Header)
            }
            "EPISODE" => begin(&mut self.episodes, line),
            "AREVIEW" => begin(&mut self.reviews, line),
            "AMISSING" => begin(&mut self.missing, line),
            "PERMANENCE" => begin(&mut self.prev_perm, line),
            "OC2" => begin(&mut self.oc2, line),
            "AD_PLACED" => begin(&mut self.placed, line),
            "SWEPISODE" | "SWEPISODES" | "SW_EPISODE" | "ASWEPISODE" => begin(&mut self.sw, line),
            "DOLO" | "ADOLO" => begin(&mut self.dolo, line),
            _ => return,
        };
        self.within = within;
    }

    fn close(
        &mut self,
        element: &str,
        cell: &str,
        read: &mut Return,
        at: (&str, u32),
        complaints: &mut Complaints,
    ) {
        match element {
            "EPISODE" | "HEADER" => self.within = None,
            "AREVIEW" | "AMISSING" | "PERMANENCE" | "OC2" | "AD_PLACED" | "SWEPISODE" | "SWEPISODES"
            | "SW_EPISODE" | "ASWEPISODE" | "DOLO" | "ADOLO" => self.within = Some(Table::Header),
            "CHILD" if self.within.is_none() => self.finish(read),
            _ if self.within.is_some() && !cell.is_empty() => {
                self.cell(element, cell, &mut read.longer, at, complaints)
            }
            _ => {}
        }
    }

    fn cell(
        &mut self,
        element: &str,
        cell: &str,
        longer: &mut Longer,
        at: (&str, u32),
        complaints: &mut Complaints,
    ) {
        fn into<T: Row>(
            row: Option<&mut T>,
            name: &str,
            cell: &str,
            longer: &mut Longer,
            at: (&str, u32),
            complaints: &mut Complaints,
        ) -> bool {
            let place = T::COLUMNS.iter().position(|column| column.name == name);
            match (row, place) {
                (Some(row), Some(place)) => {
                    put(row, place, cell, longer, at, complaints);
                    true
                }
                _ => false,
            }
        }
        let name = match element {
            "CHILDID" => "CHILD",
            "PL" => "PLACE",
            other => other,
        };
        let known = match self.within {
            Some(Table::Episodes) => into(self.episodes.last_mut(), name, cell, longer, at, complaints),
            Some(Table::Reviews) => into(self.reviews.last_mut(), name, cell, longer, at, complaints),
            Some(Table::Missing) => into(self.missing.last_mut(), name, cell, longer, at, complaints),
            Some(Table::PrevPerm) => into(self.prev_perm.last_mut(), name, cell, longer, at, complaints),
            Some(Table::Oc2) => into(self.oc2.last_mut(), name, cell, longer, at, complaints),
            Some(Table::PlacedAdoption) => into(self.placed.last_mut(), name, cell, longer, at, complaints),
            Some(Table::SwEpisodes) => into(self.sw.last_mut(), name, cell, longer, at, complaints),
            Some(Table::DoLo) => into(self.dolo.last_mut(), name, cell, longer, at, complaints),
            _ => match name {
                "DUC" => into(Some(&mut self.uasc), name, cell, longer, at, complaints),
                "IN_TOUCH" | "ACTIV" | "ACCOM" => {
                    into(Some(&mut self.oc3), name, cell, longer, at, complaints)
                }
                "DATE_INT" | "DATE_MATCH" | "FOSTER_CARE" | "NB_ADOPTR" | "SEX_ADOPTR" | "LS_ADOPTR" => {
                    into(Some(&mut self.ad1), name, cell, longer, at, complaints)
                }
                _ => into(Some(&mut self.header), name, cell, longer, at, complaints),
            },
        };
        if !known {
            complaints.add_in(
                at.0,
                at.1,
                format!("{} is no element of the return here, and is left out", shorten(element)),
            );
        }
    }

    /// The child is complete: its number and date of birth go into every row.
    fn finish(&mut self, read: &mut Return) {
        let (child, dob, sex) = (self.header.child, self.header.dob, self.header.sex);
        macro_rules! whose {
            ($($rows:ident => $table:ident),*) => {$(
                for mut row in take(&mut self.$rows) {
                    row.child = child;
                    row.dob = dob;
                    read.$table.push(row);
                }
            )*};
        }
        self.newer[0] |= !self.sw.is_empty();
        self.newer[1] |= !self.dolo.is_empty();
        whose!(reviews => reviews, missing => missing, prev_perm => prev_perm, oc2 => oc2, placed => placed_adoption);
        whose!(sw => sw_episodes, dolo => dolo);
        for mut episode in take(&mut self.episodes) {
            episode.child = child;
            read.episodes.push(episode);
        }
        if is!(self.header.uasc, "1") || self.uasc.duc.given() {
            let line = self.uasc.line;
            read.uasc.push(Uasc { child, sex, dob, duc: self.uasc.duc, line });
        }
        if self.ad1.any_given() {
            read.ad1.push(Ad1 { child, dob, ..take(&mut self.ad1) });
        }
        if self.oc3.any_given() {
            read.oc3.push(Oc3 { child, dob, ..take(&mut self.oc3) });
        }
        if self.headed {
            read.header.push(take(&mut self.header));
        }
    }
}
