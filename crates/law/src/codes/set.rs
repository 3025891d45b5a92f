//! What a code set is: a table of codes and labels, or an enum with both.

/// One code of a set: the short form that is stored and returned, and the words that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stored and returned.
    pub code: &'static str,
    /// Shown.
    pub label: &'static str,
    /// The heading it is listed under, empty where the set has none.
    pub group: &'static str,
}

/// A table of codes in the order they are offered.
#[derive(Debug, Clone, Copy)]
pub struct CodeSet {
    /// What the set is called on a page: "ethnicity".
    pub name: &'static str,
    codes: &'static [Code],
}

/// A code that is not in its set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Select {set} from the list")]
pub struct UnknownCode {
    /// What the set is called on a page.
    pub set: &'static str,
}

impl CodeSet {
    pub(crate) const fn new(name: &'static str, codes: &'static [Code]) -> Self {
        Self { name, codes }
    }

    /// Every code in the order it is offered.
    pub const fn all(&self) -> &'static [Code] {
        self.codes
    }

    /// The code with this short form, whatever the case and the spaces around it.
    pub fn parse(&self, code: &str) -> Result<&'static Code, UnknownCode> {
        let code = code.trim();
        self.codes.iter().find(|c| c.code.eq_ignore_ascii_case(code)).ok_or(UnknownCode { set: self.name })
    }

    /// The words for a stored code.
    pub fn label(&self, code: &str) -> Option<&'static str> {
        self.parse(code).ok().map(|c| c.label)
    }
}

pub(crate) const fn code(code: &'static str, label: &'static str) -> Code {
    Code { code, label, group: "" }
}

pub(crate) const fn grouped(group: &'static str, code: &'static str, label: &'static str) -> Code {
    Code { code, label, group }
}

/// An enum each of whose variants has a code that is stored and a label that is shown.
///
/// Gives it `ALL`, `code()`, `label()`, `parse()` and serde as its code. A crate that uses it depends on `serde`.
#[macro_export]
macro_rules! code_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value in the order it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What is stored and returned.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What is shown.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value with this code, whatever the case and the spaces around it.
            pub fn parse(code: &str) -> Option<Self> {
                let code = code.trim();
                Self::ALL.iter().copied().find(|value| value.code().eq_ignore_ascii_case(code))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&code).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|value| value.code()).collect();
                    serde::de::Error::custom(format!("\"{code}\" is none of {}", known.join(", ")))
                })
            }
        }
    };
}

pub(crate) use code_enum;
