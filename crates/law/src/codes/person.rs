//! Sex as returns ask for it.

super::code_enum! {
    /// Sex as recorded. How the person describes their gender is a separate, free answer.
    ///
    /// Source: DfE Common Basic Data Set, sex (N00783).
    pub enum Sex {
        /// Female.
        Female = "F", "Female";
        /// Male.
        Male = "M", "Male";
        /// Unborn, or not recorded yet.
        NotKnown = "U", "Not known or not yet born";
    }
}
