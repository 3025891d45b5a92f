//! What other services say of a person, from where, and how current it is.
