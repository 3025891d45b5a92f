//! Letters and prints.
