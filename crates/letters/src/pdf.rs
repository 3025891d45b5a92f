//! PDF/UA-1 by Typst.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::clean::{Words, clean};
use crate::fonts::FONTS;
use crate::language::Language;
use crate::template_error::told;
use crate::world::Desk;
use crate::{Document, Printed, Templates, Trouble};

/// What `json("data.json")` gives a template.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    document: &'a Document,
    /// The language without its country.
    language: &'a str,
    region: Option<&'a str>,
    from_the_right: bool,
}

/// Prints a document as a tagged PDF (PDF/UA-1, ISO 14289-1). `made` is written into the file as its moment.
///
/// Takes a tenth of a second or so of one core: call it where that does not hold up others.
///
/// # Errors
///
/// [`Trouble`]: nothing to print, no typeface for its language, or a template that is wrong or cannot be read aloud.
pub fn pdf(document: &Document, templates: &Templates, made: Timestamp) -> Result<Printed, Trouble> {
    let language = Language::read(&document.lang)?;
    let fonts = &*FONTS;
    if fonts.fonts.is_empty() {
        return Err(Trouble::NotBuilt);
    }
    let (document, missing) = clean(document, &|c| fonts.has(c), Words::Broken)?;
    let data = Data {
        document: &document,
        language: &language.code,
        region: language.region.as_deref(),
        from_the_right: language.runs_from_the_right(),
    };
    let data = serde_json::to_string(&data).unwrap_or_default();
    let desk = Desk::new(document.kind.template(), templates, data)?;
    let printed = set(&desk, made);
    // The cache holds what was laid out, which is about somebody.
    comemo::evict(0);
    let (bytes, pages) = printed?;
    Ok(Printed { bytes, pages: Some(pages), missing })
}

fn set(desk: &Desk, made: Timestamp) -> Result<(Vec<u8>, usize), Trouble> {
    let paged: PagedDocument = typst::compile(desk).output.map_err(|errors| told(desk, &errors))?;
    let bytes = typst_pdf::pdf(&paged, &options(made)).map_err(|errors| told(desk, &errors))?;
    Ok((bytes, paged.pages().len()))
}

fn options(made: Timestamp) -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(Some("Kith".to_owned())),
        timestamp: moment(made).map(typst_pdf::Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard contradicts no other"),
        ..PdfOptions::default()
    }
}

fn moment(made: Timestamp) -> Option<Datetime> {
    let utc = made.to_zoned(TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        i32::from(utc.year()),
        part(utc.month())?,
        part(utc.day())?,
        part(utc.hour())?,
        part(utc.minute())?,
        part(utc.second())?,
    )
}
