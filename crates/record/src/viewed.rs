//! Who has looked at a record, and why.
