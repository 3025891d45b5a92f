//! How parental responsibility is held.

use crate::codes::code_enum;

code_enum! {
    /// How somebody holds parental responsibility for a child (Children Act 1989, section 3).
    pub enum ParentalResponsibility {
        /// Every mother has it.
        Mother = "mother", "Mother";
        /// Father married to or in a civil partnership with the mother.
        MarriedFather = "married_father", "Father married to or in a civil partnership with the mother";
        /// Father on the birth certificate, for births registered from 1 December 2003.
        RegisteredFather = "registered_father", "Father named on the birth certificate";
        /// Second female parent.
        SecondFemaleParent = "second_female_parent", "Second female parent";
        /// Agreement with the mother.
        Agreement = "agreement", "Parental responsibility agreement";
        /// Order of a court.
        Order = "order", "Parental responsibility order";
        /// Step-parent, by agreement or order.
        StepParent = "step_parent", "Step-parent by agreement or court order";
        /// Child arrangements order that says with whom the child lives.
        ChildArrangementsOrder = "child_arrangements_order", "Child arrangements order";
        /// Special guardianship order.
        SpecialGuardian = "special_guardian", "Special guardianship order";
        /// Guardian appointed for after a parent's death.
        Guardian = "guardian", "Guardian appointed by a parent or a court";
        /// Adoption order.
        Adoption = "adoption", "Adoption order";
        /// Placed for adoption: shared with the council and the parents.
        PlacedForAdoption = "placed_for_adoption", "Child placed with them for adoption";
        /// Parental order after surrogacy.
        ParentalOrder = "parental_order", "Parental order after surrogacy";
        /// The council, under a care order.
        CareOrder = "care_order", "Council under a care order";
        /// Whoever has an emergency protection order, while it lasts.
        EmergencyProtectionOrder = "emergency_protection_order", "Emergency protection order";
        /// Said to have it; how is not known yet.
        NotKnown = "not_known", "Has it, but how is not known";
    }
}

impl ParentalResponsibility {
    /// The provision it rests on.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Mother | Self::MarriedFather => "Children Act 1989, section 2",
            Self::RegisteredFather | Self::Agreement | Self::Order => "Children Act 1989, section 4",
            Self::SecondFemaleParent => "Children Act 1989, sections 2(1A) and 4ZA",
            Self::StepParent => "Children Act 1989, section 4A",
            Self::ChildArrangementsOrder => "Children Act 1989, section 12",
            Self::SpecialGuardian => "Children Act 1989, section 14C",
            Self::Guardian => "Children Act 1989, section 5",
            Self::Adoption => "Adoption and Children Act 2002, section 46",
            Self::PlacedForAdoption => "Adoption and Children Act 2002, section 25",
            Self::ParentalOrder => "Human Fertilisation and Embryology Act 2008, section 54",
            Self::CareOrder => "Children Act 1989, section 33",
            Self::EmergencyProtectionOrder => "Children Act 1989, section 44(4)(c)",
            Self::NotKnown => "To be found out",
        }
    }

    /// Whether the council holds it.
    pub const fn held_by_council(self) -> bool {
        matches!(self, Self::CareOrder)
    }
}
