//! The kinds of answer, and what is usual for each.

use serde::{Deserialize, Deserializer, Serialize, de};

/// What kind of answer a question takes; each maps to one GOV.UK component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A person's name.
    Name,
    /// A day.
    Date,
    /// A date of birth: not in the future, within a long life.
    DateOfBirth,
    /// The day a baby is due: within a pregnancy.
    DueDate,
    /// A time of day.
    Time,
    /// A whole number.
    Number,
    /// One choice.
    Radios,
    /// Any number of choices.
    Checkboxes,
    /// One choice of a long list.
    Select,
    /// Yes or no.
    YesNo,
    /// Yes, no, or "I do not know".
    YesNoUnknown,
    /// A number from 0 to 10.
    #[serde(rename = "scale_0_10")]
    Scale,
    /// A postcode.
    Postcode,
    /// A postal address.
    Address,
    /// A telephone number.
    Phone,
    /// An email address.
    Email,
    /// An NHS number.
    NhsNumber,
    /// A unique pupil number.
    Upn,
    /// Uploaded files.
    File,
    /// People already given in the form.
    People,
    /// Worked out from other answers and shown, never typed.
    Calculated,
}

/// Parts of a date, in the order they are asked.
pub(super) const DATE_PARTS: [&str; 3] = ["day", "month", "year"];

/// Parts of an address, in the order they are asked, with their labels and what browsers may fill in.
pub(super) const ADDRESS_PARTS: [(&str, &str, &str); 5] = [
    ("line1", "Address line 1", "address-line1"),
    ("line2", "Address line 2 (optional)", "address-line2"),
    ("town", "Town or city", "address-level2"),
    ("county", "County (optional)", "address-level1"),
    ("postcode", "Postcode", "postal-code"),
];

impl Kind {
    /// Choices written in the form (or taken from a code set).
    pub fn has_options(self) -> bool {
        matches!(self, Kind::Radios | Kind::Checkboxes | Kind::Select)
    }

    /// An answer typed in parts: dates and addresses.
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Kind::Date | Kind::DateOfBirth | Kind::DueDate => &DATE_PARTS,
            Kind::Address => &["line1", "line2", "town", "county", "postcode"],
            _ => &[],
        }
    }

    /// A date of any sort.
    pub fn is_date(self) -> bool {
        matches!(self, Kind::Date | Kind::DateOfBirth | Kind::DueDate)
    }

    /// An answer picked, not typed.
    pub fn is_picked(self) -> bool {
        self.has_options() || matches!(self, Kind::YesNo | Kind::YesNoUnknown | Kind::Scale | Kind::People)
    }

    /// A number that can be added up: a scale or a whole number.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Scale | Kind::Number)
    }

    /// An answer that comes with the page and not from its fields: uploads have their own way, and what is worked
    /// out is not typed.
    pub fn is_not_posted(self) -> bool {
        matches!(self, Kind::File | Kind::Calculated)
    }

    /// Most characters in one answer, or one part of it, when the form does not say.
    pub fn usual_max_length(self) -> usize {
        match self {
            Kind::Textarea => 10_000,
            Kind::Email => 254,
            Kind::Text => 200,
            Kind::Name | Kind::Address => 100,
            Kind::Phone | Kind::NhsNumber | Kind::Upn | Kind::Postcode => 40,
            Kind::Date | Kind::DateOfBirth | Kind::DueDate | Kind::Time | Kind::Number => 20,
            _ => 200,
        }
    }
}

/// Whether a form can be sent without an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// It may be left (`false`).
    #[default]
    No,
    /// It must be answered (`true`).
    Yes,
    /// It must be answered or "I do not know" chosen (`"or_not_known"`).
    OrNotKnown,
    /// It must be answered, or it must be said why not yet (`"or_not_yet"`).
    OrNotYet,
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Required, D::Error> {
        struct Words;
        impl de::Visitor<'_> for Words {
            type Value = Required;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true, false, \"or_not_known\" or \"or_not_yet\"")
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Required, E> {
                Ok(if yes { Required::Yes } else { Required::No })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Required, E> {
                match text {
                    "or_not_known" => Ok(Required::OrNotKnown),
                    "or_not_yet" => Ok(Required::OrNotYet),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
        }
        from.deserialize_any(Words)
    }
}
