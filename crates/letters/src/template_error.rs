//! What is wrong with a template, in words that name file and line.

use typst::World;
use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use crate::Trouble;
use crate::world::Desk;

/// The first of Typst's errors, with its place and hints. The others mostly follow from it.
pub fn told(desk: &Desk, errors: &[SourceDiagnostic]) -> Trouble {
    let main = desk.main();
    let Some(first) = errors.first() else {
        return Trouble::Template {
            file: name(main),
            line: None,
            what: "Typst says nothing more".to_owned(),
        };
    };
    // An error inside a function is told at the call, which may stand in another file.
    let id = first.span.id().unwrap_or(main);
    let line = desk.range(first.span).and_then(|range| {
        let source = desk.source(id).ok()?;
        source.lines().byte_to_line(range.start).map(|line| line + 1)
    });
    let mut what = first.message.to_string();
    for hint in &first.hints {
        what += "; ";
        what += &hint.v;
    }
    Trouble::Template { file: name(id), line, what }
}

fn name(id: typst::syntax::FileId) -> String {
    id.get().vpath().get_without_slash().to_owned()
}
