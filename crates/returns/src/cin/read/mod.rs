//! Reads the census's XML, as councils have it: with text where none should be, dates in both spellings, `true` for `1`, and groups in any order.
//!
//! It streams: memory holds the tables, never the file. What cannot be read is told by line, and the rest is checked all the same.

mod builder;
mod element;

use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use super::Cin;
use crate::read::Complaints;
use crate::read::stream::{Limits, Stream, TooMuch};
use crate::year::CollectionYear;
use builder::Builder;
use element::Element;

/// The largest council's census is about 20 MB. A single element of it is a line.
pub const LIMITS: Limits = Limits { file: 200_000_000, piece: 1_000_000 };

/// The census has eight levels.
const DEPTH: usize = 32;

/// A census that was read, and what was not.
#[derive(Debug)]
pub struct Census {
    /// Its tables.
    pub cin: Cin,
    /// What could not be read, by line.
    pub complaints: Complaints,
}

/// Why a file is not read at all.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("The file is empty")]
    Empty,
    /// It is something else.
    #[error("This is not an XML file: {0}")]
    NotXml(String),
    /// It is another collection.
    #[error("This is not a children in need census: {0}")]
    OtherCollection(String),
    /// It declares a document type or entities, which a census never does and an attack may.
    #[error(
        "Line {line}: the file declares a document type. A census has none, so the file is not read further"
    )]
    DocumentType {
        /// Where.
        line: u32,
    },
    /// Elements within elements, far beyond what a census has.
    #[error("Line {line}: elements are nested more than {DEPTH} deep. A census has eight levels")]
    TooDeep {
        /// Where.
        line: u32,
    },
    /// It goes beyond [`LIMITS`].
    #[error("Line {line}: {what}. The largest census is about 20 MB")]
    TooMuch {
        /// Where.
        line: u32,
        /// What is too large.
        what: TooMuch,
    },
    /// The file itself could not be read.
    #[error("The file could not be read: {0}")]
    Unreachable(#[from] std::io::Error),
}

/// Reads a census. `year` says by which year's rules it is to be checked; without it the file's reference date does, or its year.
/// `progress` hears now and then how many bytes were read.
pub fn census(
    input: impl Read,
    year: Option<CollectionYear>,
    progress: impl FnMut(u64),
) -> Result<Census, Refused> {
    census_within(input, year, LIMITS, progress)
}

/// Reads a census within other limits than [`LIMITS`]: an upload's, say.
pub fn census_within(
    input: impl Read,
    year: Option<CollectionYear>,
    limits: Limits,
    mut progress: impl FnMut(u64),
) -> Result<Census, Refused> {
    let mut reader = Reader::from_reader(Stream::new(input, limits));
    reader.config_mut().check_end_names = true;
    let mut builder = Builder::default();
    let mut path: Vec<Element> = Vec::with_capacity(DEPTH);
    let mut buffer = Vec::new();
    let mut begun = false;
    loop {
        buffer.clear();
        reader.get_mut().mark();
        let before = reader.get_ref().line();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(unreachable_file(&error, before)),
            Err(error) if !begun => return Err(Refused::NotXml(error.to_string())),
            Err(error) => {
                builder.complaints.add(before, format!("From here on the file cannot be read: {error}"));
                break;
            }
        };
        let parent = path.last().copied();
        match event {
            Event::Start(start) => {
                begun = true;
                let element = Element::within(parent, start.local_name().as_ref());
                open(&mut builder, parent, element, start.local_name().as_ref(), before)?;
                path.push(element);
                if path.len() > DEPTH {
                    return Err(Refused::TooDeep { line: before });
                }
            }
            Event::Empty(start) => {
                begun = true;
                let element = Element::within(parent, start.local_name().as_ref());
                open(&mut builder, parent, element, start.local_name().as_ref(), before)?;
                close(&mut builder, element, &mut progress, reader.get_ref().bytes());
            }
            Event::End(_) => {
                if let Some(element) = path.pop() {
                    close(&mut builder, element, &mut progress, reader.get_ref().bytes());
                }
            }
            Event::Text(text) => builder.text(parent, &text.xml10_content(), before),
            Event::CData(text) => builder.text(parent, &text.xml10_content(), before),
            Event::GeneralRef(reference) => match resolved(&reference) {
                Some(character) => builder.text(parent, &character, before),
                None => builder
                    .complaints
                    .add(before, format!("“&{};” stands for nothing and is left out", shorten(&reference))),
            },
            Event::DocType(_) => return Err(Refused::DocumentType { line: before }),
            Event::Eof if !begun && builder.stray.is_empty() => return Err(Refused::Empty),
            Event::Eof if !begun => return Err(Refused::NotXml("it has text, but no element".to_owned())),
            Event::Eof => {
                if let Some(inside) = parent {
                    let line = reader.get_ref().line();
                    builder
                        .complaints
                        .add(line, format!("The file ends within {}: it was cut off", inside.name()));
                }
                break;
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
    if let Some(other) = builder.other_collection() {
        return Err(Refused::OtherCollection(format!(
            "its header says the collection is “{}”",
            shorten(&other)
        )));
    }
    Ok(builder.finish(year))
}

fn open(
    builder: &mut Builder,
    parent: Option<Element>,
    element: Element,
    name: &str,
    line: u32,
) -> Result<(), Refused> {
    if parent.is_none() && element != Element::Message {
        let what = format!("it begins with the element {}, where a census has Message", shorten(name));
        return Err(Refused::OtherCollection(what));
    }
    builder.open(parent, element, name, line);
    Ok(())
}

fn close(builder: &mut Builder, element: Element, progress: &mut impl FnMut(u64), bytes: u64) {
    builder.close(element);
    if element == Element::Child {
        progress(bytes);
    }
}

/// The character of `&amp;`, `&#38;` and their like. Nothing else: a census declares no entities.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

fn unreachable_file(error: &std::io::Error, line: u32) -> Refused {
    match error.get_ref().and_then(|it| it.downcast_ref::<TooMuch>()) {
        Some(what) => Refused::TooMuch { line, what: *what },
        None => Refused::Unreachable(std::io::Error::new(error.kind(), error.to_string())),
    }
}

/// As much of a text as fits into a message.
fn shorten(text: &str) -> String {
    let mut short: String = text.trim().chars().take(60).collect();
    if text.trim().chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
