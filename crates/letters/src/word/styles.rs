//! The styles of a Word document, its paper and its lists.

use docx_rs::{
    AbstractNumbering, Docx, Level, LevelJc, LevelText, LineSpacing, NumberFormat, Numbering, PageMargin,
    PageOrientationType, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

use crate::Kind;

const SANS: &str = "Arial";
const ACCENT: &str = "1F5A6B";
const SOFT: &str = "595959";

/// A4, in twentieths of a point.
const A4: (u32, u32) = (11906, 16838);
/// Two centimetres, in twentieths of a point.
const MARGIN: i32 = 1134;

/// An empty document with its paper, typeface and styles. Bulleted lists are numbering 1.
pub fn styled(kind: Kind) -> Docx {
    let fonts = RunFonts::new().ascii(SANS).hi_ansi(SANS).cs(SANS);
    // Word counts type in half points.
    let size = if kind == Kind::EasyRead { 32 } else { 22 };
    let across = kind == Kind::Chronology;
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: 567,
        footer: 567,
        gutter: 0,
    };
    let docx = Docx::new().default_fonts(fonts).default_size(size).page_margin(margin);
    let docx = match across {
        true => docx.page_size(A4.1, A4.0).page_orient(PageOrientationType::Landscape),
        false => docx.page_size(A4.0, A4.1),
    };
    let docx = styles(size).into_iter().fold(docx, Docx::add_style);
    docx.add_abstract_numbering(numbering(1, "bullet", "•")).add_numbering(Numbering::new(1, 1))
}

/// A numbering of one level: `format` and `text` as Word wants them (`decimal`, `%1.`).
pub fn numbering(id: usize, format: &str, text: &str) -> AbstractNumbering {
    let level =
        Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"));
    let hanging = Some(SpecialIndentType::Hanging(360));
    AbstractNumbering::new(id).add_level(level.indent(Some(500), hanging, None, None))
}

fn styles(size: usize) -> Vec<Style> {
    let style = |id: &str, name: &str| {
        Style::new(id, StyleType::Paragraph).name(name).line_spacing(LineSpacing::new().after(140).line(276))
    };
    let heading = |level: usize, size: usize| {
        style(&format!("Heading{level}"), &format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .outline_lvl(level - 1)
            .bold()
            .color(ACCENT)
            .size(size)
            .line_spacing(LineSpacing::new().before(320).after(120))
    };
    vec![
        style("Normal", "Normal"),
        style("Title", "Title").based_on("Normal").next("Normal").bold().color(ACCENT).size(size * 3 / 2),
        heading(1, size * 5 / 4),
        heading(2, size * 9 / 8),
        heading(3, size),
        style("Sender", "Sender").based_on("Normal").color(SOFT),
        style("Address", "Address").based_on("Normal").line_spacing(LineSpacing::new().after(280)),
        style("Question", "Question")
            .based_on("Normal")
            .bold()
            .line_spacing(LineSpacing::new().before(160).after(60)),
        style("Caption", "caption")
            .based_on("Normal")
            .bold()
            .line_spacing(LineSpacing::new().before(240).after(80)),
        style("Cell", "Cell").based_on("Normal").line_spacing(LineSpacing::new().after(40)),
        style("CellHead", "Cell heading").based_on("Cell").bold(),
        style("Quote", "Quote").based_on("Normal").italic().indent(Some(500), None, None, None),
        style("Attribution", "Attribution").based_on("Normal").color(SOFT).indent(
            Some(500),
            None,
            None,
            None,
        ),
        style("Foot", "footer").based_on("Normal").color(SOFT).size(18),
    ]
}
