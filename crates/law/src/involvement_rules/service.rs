//! The four services, and what each can say.

use crate::codes::code_enum;

code_enum! {
    /// A service outside the team that may know a person.
    pub enum Service {
        /// A school or college.
        School = "school", "School";
        /// The council's adult social care.
        AdultSocialCare = "adult-social-care", "Adult social care";
        /// The council's housing service or a housing association.
        Housing = "housing", "Housing";
        /// The police.
        Police = "police", "Police";
    }
}

code_enum! {
    /// What a service's data says about somebody it was asked about.
    pub enum Found {
        /// Involved now.
        Current = "current", "Involved now";
        /// Involved in the past.
        Historic = "historic", "Involved in the past";
        /// There is a record. Police only: whether somebody is "current" to the police means nothing.
        Records = "found", "Records found";
        /// Asked about, and nothing came back. Not the same as not being asked about.
        NoneFound = "none-found", "None found";
    }
}
