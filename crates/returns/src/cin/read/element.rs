//! The elements of the census: which may stand in which.

/// An element that has others in it, or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    Message,
    Header,
    /// `CollectionDetails` and `Source`, which group the header's values; some systems leave them out.
    HeaderGroup,
    Children,
    Child,
    Identifiers,
    Characteristics,
    Disabilities,
    Episode,
    Assessment,
    Factors,
    CinPlan,
    Section47,
    ProtectionPlan,
    Reviews,
    PreProceedings,
    /// An element with a value.
    Value,
    /// One that does not belong here, with all that is in it.
    Unknown,
}

/// Groups by where they stand, and their names.
const GROUPS: [(Element, &str, Element); 16] = [
    (Element::Message, "Header", Element::Header),
    (Element::Message, "Children", Element::Children),
    (Element::Header, "CollectionDetails", Element::HeaderGroup),
    (Element::Header, "Source", Element::HeaderGroup),
    (Element::Children, "Child", Element::Child),
    (Element::Child, "ChildIdentifiers", Element::Identifiers),
    (Element::Child, "ChildCharacteristics", Element::Characteristics),
    (Element::Child, "CINdetails", Element::Episode),
    (Element::Characteristics, "Disabilities", Element::Disabilities),
    (Element::Episode, "Assessments", Element::Assessment),
    (Element::Episode, "CINPlanDates", Element::CinPlan),
    (Element::Episode, "Section47", Element::Section47),
    (Element::Episode, "ChildProtectionPlans", Element::ProtectionPlan),
    (Element::Episode, "PreProceedingsandFGDM", Element::PreProceedings),
    (Element::Assessment, "FactorsIdentifiedAtAssessment", Element::Factors),
    (Element::ProtectionPlan, "Reviews", Element::Reviews),
];

impl Element {
    /// What an element of this name is, where it stands. Large and small letters are the same: systems differ.
    pub fn within(parent: Option<Self>, name: &str) -> Self {
        let Some(parent) = parent else {
            return if name.eq_ignore_ascii_case("Message") { Self::Message } else { Self::Unknown };
        };
        if let Some((_, _, group)) =
            GROUPS.iter().find(|(within, group, _)| *within == parent && group.eq_ignore_ascii_case(name))
        {
            return *group;
        }
        match parent {
            Self::Message | Self::Children | Self::Child | Self::Value | Self::Unknown => Self::Unknown,
            _ => Self::Value,
        }
    }

    /// As it is called in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "Message",
            Self::HeaderGroup => "Header",
            Self::Value => "a value",
            Self::Unknown => "an unknown element",
            group => GROUPS.iter().find(|(_, _, it)| *it == group).map_or("", |(_, name, _)| name),
        }
    }
}
