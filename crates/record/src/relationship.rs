//! How people are related, from when to when, and who holds parental responsibility.
