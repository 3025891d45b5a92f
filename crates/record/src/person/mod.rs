//! A person: names over time, birth, addresses, contact details, identifiers.
