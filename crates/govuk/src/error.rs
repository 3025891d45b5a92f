//! What can go wrong while loading components.

use std::path::PathBuf;

/// Why the components could not be loaded. Mistakes in a page are reported by minijinja, with template and line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read; usually `npm ci` has not been run.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A template has a form this crate does not know.
    #[error("{template}, line {line}: {problem}")]
    Syntax {
        /// Name of the template.
        template: String,
        /// Line in the template, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A `macro-options.json` could not be understood.
    #[error("{file}: {problem}")]
    Options {
        /// Name of the file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// minijinja refused a translated template.
    #[error("a translated template is not valid: {0}")]
    Template(#[from] minijinja::Error),
}

impl Error {
    /// A mistake at a line of a template.
    pub fn syntax(template: &str, line: usize, problem: impl Into<String>) -> Error {
        Error::Syntax { template: template.to_owned(), line, problem: problem.into() }
    }
}
