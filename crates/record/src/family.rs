//! Families and who has belonged to them when.
