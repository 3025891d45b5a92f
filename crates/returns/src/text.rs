//! A cell that holds a code, a number or a name: as typed, or missing.

use std::sync::Arc;

/// What a cell says, or that it says nothing. Blank is nothing. Equal texts of a file share one copy (see [`Texts`]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Text(Option<Arc<str>>);

impl Text {
    /// Nothing.
    pub const MISSING: Self = Self(None);

    /// What was typed, without the blanks around it.
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim();
        Self((!typed.is_empty()).then(|| Arc::from(typed)))
    }

    /// The characters, `None` when there are none.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Whether the cell says nothing.
    pub fn missing(&self) -> bool {
        self.0.is_none()
    }

    /// Whether the cell says something.
    pub fn present(&self) -> bool {
        self.0.is_some()
    }

    /// Whether the cell says exactly this. Nothing is never equal to a code.
    pub fn is(&self, code: &str) -> bool {
        self.get() == Some(code)
    }

    /// Whether the cell says exactly one of these.
    pub fn is_one_of(&self, codes: &[&str]) -> bool {
        self.get().is_some_and(|it| codes.contains(&it))
    }

    /// `1` or `true`, whichever way it is written: the specification has `1`, systems in use write both.
    pub fn is_true(&self) -> bool {
        self.get().is_some_and(|it| it == "1" || it.eq_ignore_ascii_case("true"))
    }

    /// `0` or `false`, whichever way it is written. Nothing is neither true nor false.
    pub fn is_false(&self) -> bool {
        self.get().is_some_and(|it| it == "0" || it.eq_ignore_ascii_case("false"))
    }

    /// A whole number, or `None` where it is none. `3.0`, as spreadsheets write, is three.
    pub fn number(&self) -> Option<i64> {
        let typed = self.get()?;
        typed.strip_suffix(".0").unwrap_or(typed).parse().ok()
    }
}

/// Makes [`Text`]s of one file, so that the code `WBRI` is in memory once and not fifty thousand times.
#[derive(Debug, Default)]
pub struct Texts(rustc_hash::FxHashSet<Arc<str>>);

impl Texts {
    /// The text for what was typed.
    pub fn text(&mut self, typed: &str) -> Text {
        let typed = typed.trim();
        if typed.is_empty() {
            return Text::MISSING;
        }
        if let Some(known) = self.0.get(typed) {
            return Text(Some(known.clone()));
        }
        let new: Arc<str> = Arc::from(typed);
        self.0.insert(new.clone());
        Text(Some(new))
    }
}
