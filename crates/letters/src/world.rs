//! What Typst may see while it lays out one document: its data, the templates and the typefaces. No disk, no network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::fonts::FONTS;
use crate::{Templates, Trouble};

/// Typst's standard library. `A11yExtras` lets a template say which cell of a row is its heading.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// The name under which templates find the document.
const DATA: &str = "data.json";

/// All there is for one document.
pub struct Desk<'a> {
    main: FileId,
    templates: &'a Templates,
    data: Bytes,
}

impl<'a> Desk<'a> {
    /// # Errors
    ///
    /// [`Trouble::Template`] where `main` is no file name.
    pub fn new(main: &str, templates: &'a Templates, data: String) -> Result<Self, Trouble> {
        let path = VirtualPath::new(main).map_err(|_| Trouble::Template {
            file: main.to_owned(),
            line: None,
            what: "this is not the name of a file".to_owned(),
        })?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self { main, templates, data: Bytes::from_string(data) })
    }

    fn text(&self, id: FileId) -> FileResult<String> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        // A package would come from the network, and there is none here.
        let found = matches!(path.root(), VirtualRoot::Project).then(|| self.templates.text(name)).flatten();
        found.ok_or_else(|| FileError::NotFound(name.into()))
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        Ok(Source::new(id, self.text(id)?))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.get().vpath().get_without_slash() {
            DATA => Ok(self.data.clone()),
            _ => self.text(id).map(Bytes::from_string),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    /// A print made again must be the same, so that a template that asks for the day is told there is none.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
