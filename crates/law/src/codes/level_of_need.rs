//! The four levels of need of a threshold document.

super::code_enum! {
    /// Level of need, 1 to 4. The names follow Kent's published support levels; councils' documents differ in words
    /// and agree in number.
    pub enum LevelOfNeed {
        /// Met by services everybody has.
        Universal = "1", "Level 1 – universal";
        /// More than universal services alone can give.
        Additional = "2", "Level 2 – additional";
        /// Several needs that one plan must bring together.
        Intensive = "3", "Level 3 – intensive";
        /// In need or at risk of significant harm.
        Specialist = "4", "Level 4 – specialist";
    }
}

impl LevelOfNeed {
    /// 1 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::Universal => 1,
            Self::Additional => 2,
            Self::Intensive => 3,
            Self::Specialist => 4,
        }
    }
}
