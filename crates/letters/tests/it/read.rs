//! A PDF read with lopdf, which shares no code with Typst: its text, its tree of tags, what is marked in its pages.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A PDF that was read.
pub struct Pdf {
    pub file: Document,
}

/// An element of the tree of tags.
#[derive(Debug)]
pub struct Tag {
    pub kind: String,
    pub alt: Option<String>,
    pub scope: Option<String>,
    pub children: Vec<Tag>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        Self { file: Document::load_mem(bytes).expect("a PDF") }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.file.catalog().expect("a catalog")
    }

    /// The dictionary under a key, wherever it stands.
    pub fn dict<'a>(&'a self, from: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.object(from.get(key).ok()?).as_dict().ok()
    }

    pub fn object<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Reference(id) => self.file.get_object(*id).expect("an object"),
            other => other,
        }
    }

    pub fn pages(&self) -> Vec<ObjectId> {
        self.file.get_pages().into_values().collect()
    }

    /// What the pages say, page by page.
    pub fn text(&self) -> String {
        let numbers: Vec<u32> = self.file.get_pages().into_keys().collect();
        self.file.extract_text(&numbers).expect("text").replace('\u{200B}', "")
    }

    /// The same without any white space, for words that a line break may run through.
    pub fn words(&self) -> String {
        self.text().chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// The tree of tags, from its root.
    pub fn tags(&self) -> Tag {
        let root = self.dict(self.catalog(), b"StructTreeRoot").expect("a tree of tags");
        self.tag(root)
    }

    fn tag(&self, from: &Dictionary) -> Tag {
        let children = match from.get(b"K").map(|it| self.object(it)) {
            Ok(Object::Array(all)) => all.iter().collect(),
            Ok(one) => vec![one],
            Err(_) => vec![],
        };
        let children = children.into_iter().filter_map(|child| self.object(child).as_dict().ok());
        let text = |key: &[u8]| from.get(key).ok().and_then(|it| it.as_str().ok()).map(decoded);
        Tag {
            kind: name(from, b"S").unwrap_or_default(),
            alt: text(b"Alt"),
            scope: self.scope(from),
            children: children.filter(|it| it.has(b"S")).map(|it| self.tag(it)).collect(),
        }
    }

    fn scope(&self, from: &Dictionary) -> Option<String> {
        let attributes = self.object(from.get(b"A").ok()?);
        let all = match attributes {
            Object::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        all.into_iter().filter_map(|it| self.object(it).as_dict().ok()).find_map(|it| name(it, b"Scope"))
    }
}

impl Tag {
    /// This and all below it, in reading order.
    pub fn all(&self) -> Vec<&Tag> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Tag::all));
        all
    }

    pub fn count(&self, kind: &str) -> usize {
        self.all().iter().filter(|tag| tag.kind == kind).count()
    }
}

pub fn name(from: &Dictionary, key: &[u8]) -> Option<String> {
    let name = from.get(key).ok()?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// A text of a PDF: UTF-16 with a mark in front, or single bytes.
pub fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
