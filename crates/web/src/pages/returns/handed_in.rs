//! What the form handed in, and what is wrong with it.

use axum::body::Bytes;
use returns::collection::Collection;
use returns::report::Report;
use returns::report::notes::Notes;
use returns::year::CollectionYear;

use crate::posted::{Fields, UploadedFile};

/// The names of the fields, in the page and here. Those of files are their ids as well.
pub mod field {
    pub const COLLECTION: &str = "collection";
    pub const CENSUS: &str = "file";
    pub const LAST_CENSUS: &str = "last";
    pub const FILES: &str = "files";
    pub const LAST_FILES: &str = "last_files";
    pub const AUTHORITY: &str = "authority";
    pub const PROVIDERS: &str = "providers";
    pub const POSTCODES: &str = "postcodes";
    pub const COUNTIES: &str = "counties";
    pub const YEAR: &str = "year";
    pub const NOTES: &str = "notes";
    /// All of them, in the order of the page.
    pub const ALL: [&str; 11] = [
        COLLECTION,
        CENSUS,
        LAST_CENSUS,
        FILES,
        LAST_FILES,
        AUTHORITY,
        POSTCODES,
        COUNTIES,
        PROVIDERS,
        YEAR,
        NOTES,
    ];
}

/// What is wrong with a field, in words that say what to do.
#[derive(Debug)]
pub struct Problem {
    /// One of [`field`].
    pub field: &'static str,
    /// The words beside it.
    pub words: String,
}

impl Problem {
    /// Of this field.
    pub fn of(field: &'static str, words: impl Into<String>) -> Problem {
        Problem { field, words: words.into() }
    }
}

/// A notes file is a page of text.
const LARGEST_NOTES: usize = 1024 * 1024;

/// Everything that was typed and chosen.
pub struct HandedIn {
    /// Which return, as it was chosen; where nothing was chosen, the one whose files there are.
    pub collection: Option<Collection>,
    /// The year that was chosen; otherwise the files say it.
    pub year: Option<CollectionYear>,
    /// The council's code, as it was typed.
    pub authority: String,
    files: Vec<UploadedFile>,
}

/// A report, and what else its page says.
pub struct Checked {
    /// The report.
    pub report: Report,
    /// What was handed in, in words.
    pub name: String,
    /// The notes that were handed in.
    pub notes: Notes,
    /// What the file of notes is to be called.
    pub notes_name: String,
    /// What the report's files are called, without their ending.
    pub called: &'static str,
    /// Whether the year was told by the files.
    pub year_told: bool,
    /// What to know of the other files that were handed in.
    pub warnings: Vec<String>,
}

impl HandedIn {
    /// From the form.
    pub fn of(fields: &Fields, files: Vec<UploadedFile>) -> HandedIn {
        let of_field = |name: &str| files.iter().any(|it| it.field == name);
        let collection =
            match (fields.text(field::COLLECTION), of_field(field::CENSUS), of_field(field::FILES)) {
                ("cin", ..) | ("", true, false) => Some(Collection::Census),
                ("903", ..) | ("", false, true) => Some(Collection::LookedAfter),
                _ => None,
            };
        HandedIn {
            collection,
            year: CollectionYear::parse(fields.text(field::YEAR)).filter(|it| it.nearest_known() == *it),
            authority: fields.text(field::AUTHORITY).to_ascii_uppercase(),
            files,
        }
    }

    /// The first file of a field. An empty one counts: its reader says that it is empty.
    pub fn file(&self, field: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|it| it.field == field)
    }

    /// All files of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a UploadedFile> {
        self.files.iter().filter(move |it| it.field == field)
    }

    /// The notes that were handed in; none where there is no file.
    pub fn notes(&self) -> Result<Notes, Problem> {
        let Some(file) = self.file(field::NOTES) else { return Ok(Notes::default()) };
        let problem = |what: &str| {
            let asked = "Choose the file that was saved beside the return, whose name ends in .notes.toml";
            Problem::of(field::NOTES, format!("{} is not a file of notes ({what}). {asked}", file.name))
        };
        if file.bytes.len() > LARGEST_NOTES {
            return Err(problem("it is larger than 1 MB"));
        }
        let text = std::str::from_utf8(&file.bytes).map_err(|_| problem("it is not text"))?;
        let text = text.trim_start_matches('\u{feff}');
        Notes::read(text).map_err(|error| problem(error.what().trim()))
    }

    /// What to call a file of this return's notes, where it has no name of its own: that of the notes which were handed in.
    pub fn notes_name(&self) -> Option<&str> {
        self.file(field::NOTES).map(|it| it.name.as_str()).filter(|it| it.ends_with(".notes.toml"))
    }

    /// Asks every rule. Reads files as large as may be, so it is called where it holds up nobody.
    ///
    /// # Errors
    /// What is wrong with fields, in their order on the page.
    pub fn checked(&self) -> Result<Checked, Vec<Problem>> {
        let checked = match self.collection {
            Some(Collection::Census) => super::census::checked(self),
            Some(Collection::LookedAfter) => super::looked_after::checked(self),
            None => Err(vec![Problem::of(field::COLLECTION, "Choose which return to check")]),
        };
        checked.map_err(|mut problems| {
            problems.sort_by_key(|it| field::ALL.iter().position(|field| *field == it.field));
            problems
        })
    }
}

/// Says so where a file is of the other collection.
pub fn of_the_other(bytes: &Bytes, name: &str, field: &'static str, wanted: Collection) -> Option<Problem> {
    let told = Collection::told(bytes).filter(|it| *it != wanted)?;
    let words = match told {
        Collection::LookedAfter => format!(
            "{name} is not a children in need census: it is of SSDA903. Choose “Children looked after (SSDA903)”, and hand it in there"
        ),
        Collection::Census => {
            format!(
                "{name} is a children in need census. Choose “Children in need census”, and hand it in there"
            )
        }
    };
    Some(Problem::of(field, words))
}

/// Says so where what was handed in as last year's is not older than this year's.
pub fn not_older(this: CollectionYear, last: CollectionYear, field: &'static str) -> Option<Problem> {
    (last >= this).then(|| {
        let before = this.before();
        Problem::of(
            field,
            format!("This is the return of {last}, and the one to check is of {this}. Choose the one of {before} here. Are the two in each other’s place?"),
        )
    })
}
