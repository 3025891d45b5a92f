//! Which kinds of facts there are.

/// What a fact is: one table each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// A name.
    Name,
    /// When they were born.
    Birth,
    /// When they died.
    Death,
    /// What is recorded about them: language, origin, health.
    Profile,
    /// A number other organisations know them by.
    Identifier,
    /// An ordinary address.
    Address,
    /// An address that could get somebody hurt.
    ConfidentialAddress,
    /// A phone or email address.
    ContactDetail,
    /// A school, nursery or college.
    SchoolPlace,
    /// Whose relative they are.
    Relationship,
    /// Who holds parental responsibility.
    ParentalResponsibility,
    /// A family they belong to.
    FamilyMember,
    /// A household they live in.
    HouseholdMember,
    /// A professional round them.
    NetworkProfessional,
}

impl FactKind {
    /// All of them.
    pub const ALL: [FactKind; 14] = [
        FactKind::Name,
        FactKind::Birth,
        FactKind::Death,
        FactKind::Profile,
        FactKind::Identifier,
        FactKind::Address,
        FactKind::ConfidentialAddress,
        FactKind::ContactDetail,
        FactKind::SchoolPlace,
        FactKind::Relationship,
        FactKind::ParentalResponsibility,
        FactKind::FamilyMember,
        FactKind::HouseholdMember,
        FactKind::NetworkProfessional,
    ];

    /// As the database has it.
    pub const fn code(self) -> &'static str {
        match self {
            FactKind::Name => "name",
            FactKind::Birth => "birth",
            FactKind::Death => "death",
            FactKind::Profile => "profile",
            FactKind::Identifier => "identifier",
            FactKind::Address => "address",
            FactKind::ConfidentialAddress => "confidential_address",
            FactKind::ContactDetail => "contact_detail",
            FactKind::SchoolPlace => "school_place",
            FactKind::Relationship => "relationship",
            FactKind::ParentalResponsibility => "parental_responsibility",
            FactKind::FamilyMember => "family_member",
            FactKind::HouseholdMember => "household_member",
            FactKind::NetworkProfessional => "network_professional",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<FactKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Where it is kept.
    pub(super) const fn table(self) -> &'static str {
        match self {
            FactKind::Name => "lookup.person_name",
            FactKind::Birth => "lookup.birth",
            FactKind::Death => "casework.death",
            FactKind::Profile => "casework.person_profile",
            FactKind::Identifier => "casework.identifier",
            FactKind::Address => "lookup.address",
            FactKind::ConfidentialAddress => "casework.confidential_address",
            FactKind::ContactDetail => "casework.contact_detail",
            FactKind::SchoolPlace => "casework.school_place",
            FactKind::Relationship => "casework.relationship",
            FactKind::ParentalResponsibility => "casework.parental_responsibility",
            FactKind::FamilyMember => "casework.family_member",
            FactKind::HouseholdMember => "casework.household_member",
            FactKind::NetworkProfessional => "casework.network_professional",
        }
    }

    /// Whether somebody has one newest row of it, and of that each change may be another's.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, FactKind::Birth | FactKind::Death | FactKind::Profile)
    }

    /// Whether it ties the person to somebody or something else, which a correction leaves as it is.
    pub(super) const fn is_tie(self) -> bool {
        matches!(
            self,
            FactKind::Relationship
                | FactKind::ParentalResponsibility
                | FactKind::FamilyMember
                | FactKind::HouseholdMember
        )
    }
}
