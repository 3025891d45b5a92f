//! How urgent a contact is.

super::code_enum! {
    /// Red, amber or green: how soon a contact must be dealt with. Hours are the council's (see `clocks`).
    pub enum Rag {
        /// A child may be in immediate danger.
        Red = "red", "Red";
        /// Serious, but nobody is in immediate danger.
        Amber = "amber", "Amber";
        /// Help is wanted; nobody is at risk of significant harm.
        Green = "green", "Green";
    }
}
