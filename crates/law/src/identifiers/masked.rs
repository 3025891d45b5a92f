//! The parts every identifier type shares.

/// Gives a newtype over `String` its accessor and a `Debug` that shows nothing of the value.
macro_rules! masked_identifier {
    ($name:ident) => {
        impl $name {
            /// The canonical form, for storing and comparing. Personal data: never log it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = super::IdentifierError;

            fn from_str(typed: &str) -> Result<Self, Self::Err> {
                Self::parse(typed)
            }
        }
    };
}

pub(crate) use masked_identifier;
