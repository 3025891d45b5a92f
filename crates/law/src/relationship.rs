//! How two people are related, and who holds parental responsibility.
//!
//! A relationship is kept once and read from both ends: "Rachel is the parent of Charlie" is also "Charlie is the
//! child of Rachel". The type always says what the first person is to the second.

mod parental_responsibility;

pub use parental_responsibility::ParentalResponsibility;

use crate::codes::code_enum;

code_enum! {
    /// What the first person is to the second.
    pub enum RelationshipType {
        /// Birth parent.
        Parent = "parent", "parent";
        /// Birth child.
        Child = "child", "child";
        /// Parent of a child not born yet.
        ParentOfUnborn = "parent_of_unborn", "parent of unborn child";
        /// Child not born yet.
        UnbornChild = "unborn_child", "unborn child";
        /// Adoptive parent.
        AdoptiveParent = "adoptive_parent", "adoptive parent";
        /// Adopted child.
        AdoptedChild = "adopted_child", "adopted child";
        /// Step-parent.
        StepParent = "step_parent", "step-parent";
        /// Stepchild.
        StepChild = "step_child", "stepchild";
        /// Grandparent.
        Grandparent = "grandparent", "grandparent";
        /// Grandchild.
        Grandchild = "grandchild", "grandchild";
        /// Great-grandparent.
        GreatGrandparent = "great_grandparent", "great-grandparent";
        /// Great-grandchild.
        GreatGrandchild = "great_grandchild", "great-grandchild";
        /// Aunt or uncle.
        AuntOrUncle = "aunt_or_uncle", "aunt or uncle";
        /// Niece or nephew.
        NieceOrNephew = "niece_or_nephew", "niece or nephew";
        /// Great-aunt or great-uncle.
        GreatAuntOrUncle = "great_aunt_or_uncle", "great-aunt or great-uncle";
        /// Great-niece or great-nephew.
        GreatNieceOrNephew = "great_niece_or_nephew", "great-niece or great-nephew";
        /// Cousin.
        Cousin = "cousin", "cousin";
        /// Both parents shared.
        Sibling = "sibling", "brother or sister";
        /// One parent shared.
        HalfSibling = "half_sibling", "half-brother or half-sister";
        /// A parent married or living with the other's.
        StepSibling = "step_sibling", "stepbrother or stepsister";
        /// Related by adoption.
        AdoptiveSibling = "adoptive_sibling", "adoptive brother or sister";
        /// Fostered in the same home.
        FosterSibling = "foster_sibling", "foster brother or sister";
        /// Sibling not born yet.
        UnbornSibling = "unborn_sibling", "unborn brother or sister";
        /// Sibling of a child not born yet.
        SiblingOfUnborn = "sibling_of_unborn", "brother or sister of unborn child";
        /// Married or civil partners.
        Spouse = "spouse", "husband, wife or civil partner";
        /// Formerly married or civil partners.
        FormerSpouse = "former_spouse", "former husband, wife or civil partner";
        /// Partner.
        Partner = "partner", "partner";
        /// Former partner.
        FormerPartner = "former_partner", "former partner";
        /// Foster carer.
        FosterCarer = "foster_carer", "foster carer";
        /// Foster child.
        FosterChild = "foster_child", "foster child";
        /// Carer in a private fostering arrangement.
        PrivateFosterCarer = "private_foster_carer", "private foster carer";
        /// Privately fostered child.
        PrivatelyFosteredChild = "privately_fostered_child", "privately fostered child";
        /// Carer who gives foster carers or parents a break.
        SupportCarer = "support_carer", "support carer";
        /// Child a support carer looks after.
        SupportedChild = "supported_child", "child looked after by support carer";
        /// Special guardian.
        SpecialGuardian = "special_guardian", "special guardian";
        /// Child under special guardianship.
        ChildOfSpecialGuardian = "child_of_special_guardian", "child of special guardian";
        /// Carer known to the child before a placement.
        ConnectedPerson = "connected_person", "connected person";
        /// Child placed with a connected person.
        ChildOfConnectedPerson = "child_of_connected_person", "child placed with connected person";
        /// Friend.
        Friend = "friend", "friend";
        /// Neighbour.
        Neighbour = "neighbour", "neighbour";
        /// Acquaintance.
        Acquaintance = "acquaintance", "acquaintance";
        /// In touch, in a way not otherwise listed.
        InContactWith = "in_contact_with", "in contact";
        /// A risk to the second person.
        PosesRiskTo = "poses_risk_to", "poses a risk";
        /// At risk from the second person.
        AtRiskFrom = "at_risk_from", "at risk";
    }
}

/// The ways brothers and sisters are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiblingKind {
    /// Both parents.
    Full,
    /// One parent.
    Half,
    /// By a parent's marriage or partnership.
    Step,
    /// By adoption.
    Adoptive,
    /// By fostering.
    Foster,
    /// One of them is not born yet, so it is not known which.
    Unborn,
}

impl RelationshipType {
    /// What the second person is to the first.
    pub const fn inverse(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::ParentOfUnborn => Self::UnbornChild,
            Self::UnbornChild => Self::ParentOfUnborn,
            Self::AdoptiveParent => Self::AdoptedChild,
            Self::AdoptedChild => Self::AdoptiveParent,
            Self::StepParent => Self::StepChild,
            Self::StepChild => Self::StepParent,
            Self::Grandparent => Self::Grandchild,
            Self::Grandchild => Self::Grandparent,
            Self::GreatGrandparent => Self::GreatGrandchild,
            Self::GreatGrandchild => Self::GreatGrandparent,
            Self::AuntOrUncle => Self::NieceOrNephew,
            Self::NieceOrNephew => Self::AuntOrUncle,
            Self::GreatAuntOrUncle => Self::GreatNieceOrNephew,
            Self::GreatNieceOrNephew => Self::GreatAuntOrUncle,
            Self::UnbornSibling => Self::SiblingOfUnborn,
            Self::SiblingOfUnborn => Self::UnbornSibling,
            Self::FosterCarer => Self::FosterChild,
            Self::FosterChild => Self::FosterCarer,
            Self::PrivateFosterCarer => Self::PrivatelyFosteredChild,
            Self::PrivatelyFosteredChild => Self::PrivateFosterCarer,
            Self::SupportCarer => Self::SupportedChild,
            Self::SupportedChild => Self::SupportCarer,
            Self::SpecialGuardian => Self::ChildOfSpecialGuardian,
            Self::ChildOfSpecialGuardian => Self::SpecialGuardian,
            Self::ConnectedPerson => Self::ChildOfConnectedPerson,
            Self::ChildOfConnectedPerson => Self::ConnectedPerson,
            Self::PosesRiskTo => Self::AtRiskFrom,
            Self::AtRiskFrom => Self::PosesRiskTo,
            Self::Cousin
            | Self::Sibling
            | Self::HalfSibling
            | Self::StepSibling
            | Self::AdoptiveSibling
            | Self::FosterSibling
            | Self::Spouse
            | Self::FormerSpouse
            | Self::Partner
            | Self::FormerPartner
            | Self::Friend
            | Self::Neighbour
            | Self::Acquaintance
            | Self::InContactWith => self,
        }
    }

    /// How they are brothers or sisters, if they are.
    pub const fn sibling_kind(self) -> Option<SiblingKind> {
        match self {
            Self::Sibling => Some(SiblingKind::Full),
            Self::HalfSibling => Some(SiblingKind::Half),
            Self::StepSibling => Some(SiblingKind::Step),
            Self::AdoptiveSibling => Some(SiblingKind::Adoptive),
            Self::FosterSibling => Some(SiblingKind::Foster),
            Self::UnbornSibling | Self::SiblingOfUnborn => Some(SiblingKind::Unborn),
            _ => None,
        }
    }

    /// Whether the first person is or was the second's relative by blood, marriage, partnership, adoption, step,
    /// fostering or guardianship.
    ///
    /// A worker may never open the record of their own kin, so this is drawn wide and former partners are inside it.
    pub const fn is_kin(self) -> bool {
        !matches!(
            self,
            Self::Friend
                | Self::Neighbour
                | Self::Acquaintance
                | Self::InContactWith
                | Self::PosesRiskTo
                | Self::AtRiskFrom
                | Self::SupportCarer
                | Self::SupportedChild
        )
    }

    /// Whether the first person looks after the second.
    pub const fn is_carer(self) -> bool {
        matches!(
            self,
            Self::Parent
                | Self::AdoptiveParent
                | Self::StepParent
                | Self::FosterCarer
                | Self::PrivateFosterCarer
                | Self::SpecialGuardian
                | Self::ConnectedPerson
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inverse_goes_back() {
        for kind in RelationshipType::ALL {
            assert_eq!(kind.inverse().inverse(), *kind, "{kind:?}");
        }
    }

    /// What is true from one end is true from the other.
    #[test]
    fn kinship_and_siblings_are_mutual() {
        for kind in RelationshipType::ALL {
            assert_eq!(kind.is_kin(), kind.inverse().is_kin(), "{kind:?}");
            assert_eq!(kind.sibling_kind(), kind.inverse().sibling_kind(), "{kind:?}");
            assert!(!(kind.is_carer() && kind.inverse().is_carer()), "{kind:?}");
        }
    }

    #[test]
    fn a_former_partner_is_kin_and_a_neighbour_is_not() {
        assert!(RelationshipType::FormerPartner.is_kin());
        assert!(RelationshipType::GreatGrandchild.is_kin());
        assert!(!RelationshipType::Neighbour.is_kin());
    }

    #[test]
    fn codes_are_unique_and_read_back() {
        for kind in RelationshipType::ALL {
            assert_eq!(RelationshipType::parse(kind.code()), Some(*kind));
        }
        for held in ParentalResponsibility::ALL {
            assert_eq!(ParentalResponsibility::parse(held.code()), Some(*held));
            assert!(!held.source().is_empty());
        }
        assert!(ParentalResponsibility::CareOrder.held_by_council());
        assert!(!ParentalResponsibility::Mother.held_by_council());
    }
}
