//! What docx-rs has no words for, written into its XML: the title, the language, and which row is the heading of a table.

use std::io::Cursor;

use docx_rs::Docx;
use jiff::Timestamp;

use crate::{Document, Trouble};

/// The finished file.
pub fn packed(docx: Docx, document: &Document, made: Timestamp) -> Result<Vec<u8>, Trouble> {
    let moment = made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut parts = docx.created_at(&moment).updated_at(&moment).build();
    let (title, lang) = (escaped(&document.title), escaped(&document.lang));
    // Word reads these in any order; docx-rs says "unknown" for who made it.
    replace(&mut parts.doc_props.core, ">unknown<", ">Kith<")?;
    let known = format!("<dc:language>{lang}</dc:language><dc:title>{title}</dc:title></cp:coreProperties>");
    replace(&mut parts.doc_props.core, "</cp:coreProperties>", &known)?;
    // Only heading rows were told not to split, and nobody can type a tag: text is escaped.
    replace(&mut parts.document, "<w:cantSplit />", "<w:cantSplit /><w:tblHeader />")?;
    let language = format!("<w:rPrDefault><w:rPr><w:lang w:val=\"{lang}\" w:bidi=\"{lang}\" />");
    replace(&mut parts.styles, "<w:rPrDefault><w:rPr>", &language)?;
    let mut file = Cursor::new(vec![]);
    parts.pack(&mut file).map_err(|error| Trouble::Word(error.to_string()))?;
    Ok(file.into_inner())
}

fn replace(part: &mut Vec<u8>, what: &str, with: &str) -> Result<(), Trouble> {
    let text = std::str::from_utf8(part).map_err(|error| Trouble::Word(error.to_string()))?;
    *part = text.replace(what, with).into_bytes();
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
