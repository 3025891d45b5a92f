//! Reads the census's XML.
