//! Restricted records: only that a record exists, and whom to ask.
