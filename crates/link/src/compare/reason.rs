//! Why a person was found.

/// How alike two words are, the most alike first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same after folding.
    Same,
    /// A form of the same name.
    Form,
    /// One letter missing, added, wrong, or two exchanged.
    OneLetter,
    /// Begins with what was typed.
    Begins,
    /// Sounds the same.
    Sounds,
    /// Two letters different, in a long name.
    TwoLetters,
    /// The initial is the same.
    Initial,
}

impl Likeness {
    fn in_words(self) -> &'static str {
        match self {
            Self::Same => "matches",
            Self::Form => "is a form of the same name",
            Self::OneLetter => "one letter different",
            Self::Begins => "begins with what you typed",
            Self::Sounds => "sounds the same",
            Self::TwoLetters => "two letters different",
            Self::Initial => "has the same initial",
        }
    }

    /// Points out of 30.
    const fn points(self) -> i32 {
        match self {
            Self::Same => 30,
            Self::Form => 24,
            Self::OneLetter => 21,
            Self::Begins => 18,
            Self::Sounds => 15,
            Self::TwoLetters => 12,
            Self::Initial => 8,
        }
    }
}

/// One reason why a person was found, or a reason against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The first name.
    FirstName(Likeness),
    /// A middle name where the first name was typed.
    MiddleName(Likeness),
    /// The name they go by.
    KnownAs(Likeness),
    /// The last name.
    LastName(Likeness),
    /// One part of a double-barrelled last name.
    PartOfLastName(Likeness),
    /// Found under a former or other name.
    OtherName,
    /// First and last name were typed the other way round.
    NamesSwapped,
    /// Date of birth to the day.
    DateOfBirth,
    /// Day and month exchanged.
    DayAndMonthSwapped,
    /// One of day, month and year differs.
    NearDateOfBirth,
    /// Month and year.
    MonthOfBirth,
    /// Year.
    YearOfBirth,
    /// Inside what an estimate allows.
    EstimatedBirth,
    /// A date was typed that this person cannot have.
    BirthDiffers,
    /// The whole postcode.
    Postcode,
    /// `ME14 1`.
    PostcodeSector,
    /// `ME14`.
    PostcodeDistrict,
    /// `ME`.
    PostcodeArea,
    /// Property reference.
    Property,
    /// Telephone number.
    Phone,
    /// NHS number.
    NhsNumber,
    /// UPN.
    Upn,
    /// National Insurance number.
    NationalInsuranceNumber,
    /// Reference.
    Reference,
}

impl Reason {
    /// The reason as shown beside a result.
    pub fn in_words(&self) -> String {
        match self {
            Self::FirstName(likeness) => format!("first name {}", likeness.in_words()),
            Self::MiddleName(likeness) => format!("middle name {}", likeness.in_words()),
            Self::KnownAs(likeness) => format!("known-as name {}", likeness.in_words()),
            Self::LastName(likeness) => format!("last name {}", likeness.in_words()),
            Self::PartOfLastName(likeness) => format!("part of last name {}", likeness.in_words()),
            other => other.fixed_words().to_owned(),
        }
    }

    const fn fixed_words(self) -> &'static str {
        match self {
            Self::FirstName(_)
            | Self::MiddleName(_)
            | Self::KnownAs(_)
            | Self::LastName(_)
            | Self::PartOfLastName(_) => "",
            Self::OtherName => "another name they have had",
            Self::NamesSwapped => "first and last name swapped",
            Self::DateOfBirth => "date of birth matches",
            Self::DayAndMonthSwapped => "day and month swapped",
            Self::NearDateOfBirth => "date of birth nearly matches",
            Self::MonthOfBirth => "same month and year of birth",
            Self::YearOfBirth => "same year of birth",
            Self::EstimatedBirth => "fits the estimated age",
            Self::BirthDiffers => "date of birth is different",
            Self::Postcode => "postcode matches",
            Self::PostcodeSector => "same postcode sector",
            Self::PostcodeDistrict => "same postcode district",
            Self::PostcodeArea => "same postcode area",
            Self::Property => "same property",
            Self::Phone => "phone number matches",
            Self::NhsNumber => "NHS number matches",
            Self::Upn => "UPN matches",
            Self::NationalInsuranceNumber => "National Insurance number matches",
            Self::Reference => "reference matches",
        }
    }

    /// What the reason counts. Two names that match come to 60, a date of birth to 30, an identifier to 120: it is
    /// found first whatever else was typed.
    pub(super) const fn points(&self) -> i32 {
        match self {
            Self::FirstName(likeness) | Self::LastName(likeness) => likeness.points(),
            Self::KnownAs(likeness) => likeness.points() - 1,
            Self::MiddleName(likeness) => likeness.points() / 2,
            Self::PartOfLastName(likeness) => likeness.points() * 2 / 3,
            Self::OtherName => -4,
            Self::NamesSwapped => -6,
            Self::DateOfBirth => 30,
            Self::DayAndMonthSwapped => 20,
            Self::NearDateOfBirth => 14,
            Self::MonthOfBirth => 10,
            Self::EstimatedBirth => 8,
            Self::YearOfBirth => 6,
            Self::BirthDiffers => -20,
            Self::Postcode => 16,
            Self::PostcodeSector => 12,
            Self::PostcodeDistrict => 8,
            Self::PostcodeArea => 3,
            Self::Property => 20,
            Self::Phone => 40,
            Self::NhsNumber | Self::Upn | Self::NationalInsuranceNumber | Self::Reference => 120,
        }
    }
}
