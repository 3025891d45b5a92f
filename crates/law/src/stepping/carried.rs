//! What goes along when work steps up or down, so that nothing is typed again.

use crate::codes::code_enum;

code_enum! {
    /// Something that goes along.
    pub enum Carried {
        /// The family's people, relationships and household.
        Family = "family", "People, relationships and household";
        /// Who works with the family.
        Network = "network", "Professionals and who may have the plan";
        /// What the family said about sharing and taking part.
        Wishes = "wishes", "Agreement to take part and wishes about sharing";
        /// The assessment.
        Assessment = "assessment", "Assessment, with every child's voice";
        /// Needs and their scores.
        Needs = "needs", "Needs and scores";
        /// The plan's words.
        Plan = "plan", "Plan, with its outcomes and actions";
        /// The chronology.
        Chronology = "chronology", "Chronology";
        /// Warning notes.
        Warnings = "warnings", "Warning notes";
    }
}

/// What is on file of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnFile {
    /// Of what.
    pub of: Carried,
    /// How much there is: people, actions, rows.
    pub count: usize,
}

/// What goes along, each in a sentence; what there is none of says so, because silence reads as lost. A kind that
/// `on_file` does not name counts as none.
pub fn carried(on_file: &[OnFile]) -> Vec<(Carried, String)> {
    let in_words = |of: &Carried| {
        let found = on_file.iter().filter(|one| one.of == *of).map(|one| one.count).sum::<usize>();
        let words = match (of, found) {
            (_, 0) => format!("{}: nothing on file", of.label()),
            // These stay where they are: one record, read by both.
            (Carried::Family | Carried::Chronology | Carried::Warnings, count) => {
                format!("{}: {count} on file, the same record for both", of.label())
            }
            (_, count) => format!("{}: {count} on file, copied with the date and who wrote it", of.label()),
        };
        (*of, words)
    };
    Carried::ALL.iter().map(in_words).collect()
}
