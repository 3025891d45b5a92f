//! Grades of a case audit, as inspections of children's services use them.

use crate::codes::code_enum;

code_enum! {
    /// How good the work with a family is.
    pub enum Grade {
        /// The best.
        Outstanding = "outstanding", "Outstanding";
        /// As it should be.
        Good = "good", "Good";
        /// Not good yet.
        RequiresImprovement = "requires_improvement", "Requires improvement";
        /// The family is failed.
        Inadequate = "inadequate", "Inadequate";
    }
}
