//! The outcomes a manager can choose, and what each brings with it.

use crate::codes::code_enum;

code_enum! {
    /// What happens next for one child.
    pub enum Outcome {
        /// Nothing further.
        NoFurtherAction = "no_further_action", "No further action";
        /// Advice given, or a service named to the family.
        Advice = "advice", "Advice, or a service the family can use";
        /// Passed to another agency.
        AnotherAgency = "another_agency", "Refer to another agency";
        /// Early help.
        EarlyHelp = "early_help", "Early help";
        /// A social worker assesses.
        Assessment = "assessment", "Children's social care assessment";
        /// Significant harm is suspected.
        StrategyDiscussion = "strategy_discussion", "Strategy discussion";
        /// The child already has an open involvement.
        AddToOpenWork = "add_to_open_work", "Add to the work already open";
        /// Lives with somebody who is not a close relative.
        PrivateFostering = "private_fostering", "Private fostering";
        /// Belongs to another council.
        AnotherCouncil = "another_council", "Transfer to another council";
        /// Sent back: nobody agreed, and nobody is at risk.
        ReturnedWithoutAgreement = "returned_without_agreement", "Return to the referrer – no agreement, and not a safeguarding concern";
        /// The family does not want support (promise P02).
        SupportDeclined = "support_declined", "Family declined support";
    }
}

code_enum! {
    /// A kind of open work.
    pub enum InvolvementKind {
        /// Early help.
        EarlyHelp = "early_help", "Early help";
        /// Child in need.
        ChildInNeed = "child_in_need", "Child in need";
        /// Private fostering.
        PrivateFostering = "private_fostering", "Private fostering";
    }
}

/// What an outcome must name besides the rationale and the level of need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The team that takes it on.
    Team,
    /// The service or agency, in words.
    Agency,
    /// The council, in words.
    Council,
    /// The involvement it is added to.
    OpenInvolvement,
}

impl Outcome {
    /// What the outcome must name.
    pub const fn needs(self) -> Needs {
        match self {
            Self::EarlyHelp | Self::Assessment | Self::StrategyDiscussion | Self::PrivateFostering => {
                Needs::Team
            }
            Self::Advice | Self::AnotherAgency => Needs::Agency,
            Self::AnotherCouncil => Needs::Council,
            Self::AddToOpenWork => Needs::OpenInvolvement,
            Self::NoFurtherAction | Self::ReturnedWithoutAgreement | Self::SupportDeclined => Needs::Nothing,
        }
    }

    /// The involvement it opens. A strategy discussion opens a child-in-need involvement: a child protection plan
    /// begins only at a conference.
    pub const fn starts(self) -> Option<InvolvementKind> {
        match self {
            Self::EarlyHelp => Some(InvolvementKind::EarlyHelp),
            Self::Assessment | Self::StrategyDiscussion => Some(InvolvementKind::ChildInNeed),
            Self::PrivateFostering => Some(InvolvementKind::PrivateFostering),
            _ => None,
        }
    }

    /// Whether collecting about the child ends: the request stays on record and nothing is added (P02, P44). True
    /// wherever the council's own work ends here, since nothing is left to collect for.
    pub const fn ends_collecting(self) -> bool {
        !matches!(self, Self::AddToOpenWork) && self.starts().is_none()
    }

    /// Whether it leaves a child without help although somebody asked: never right where significant harm is likely.
    pub const fn leaves_child_without_help(self) -> bool {
        matches!(
            self,
            Self::NoFurtherAction | Self::Advice | Self::ReturnedWithoutAgreement | Self::SupportDeclined
        )
    }
}
