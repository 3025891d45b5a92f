//! Warning notes, reviewed at least once a year.
