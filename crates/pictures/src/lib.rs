//! Pictures of a family and of its casework, drawn on the server as SVG, each with a [`Table`] that says the same.
//!
//! Every picture is made from plain values and has two methods: `svg(prefix)` gives the picture, `table()` what it says in
//! rows of words. Every id in a picture begins with the prefix, so that several can stand on one page.
//!
//! # What every picture keeps to
//!
//! - It scales: there is a `viewBox` and no width. A class `picture--3` says that it is up to three times 320 units wide, so
//!   that a style sheet can give a wide picture room to scroll in rather than make its words too small to read.
//! - It is one image for a screen reader, named by its `<title>` and `<desc>`. Links come after the image, in reading order,
//!   each with a name.
//! - It is drawn in `currentColor`: it prints in black, and follows forced colours and dark pages. Nothing is told by
//!   colour alone.
//! - There is no script, no style attribute and no address outside the site in it; all text is escaped.
//! - Bad data is drawn as far as it makes sense, and what was left out is said in the picture and in the table.
//!
//! This crate knows nothing of records: callers decide who may see what, and hand in what may be shown. The one thing it
//! guards itself is [`family::Person::restricted`]. It reads no clock: ages come as text.

pub mod caseload;
pub mod ecomap;
pub mod family;
pub mod family_tree;
pub mod genogram;
pub mod histogram;
mod layout;
mod scores;
mod svg;
mod table;
mod text;
pub mod timeline;
pub mod trend;
pub mod waterfall;
pub mod wheel;
pub mod windscreen;

pub use scores::Scores;
pub use table::Table;
