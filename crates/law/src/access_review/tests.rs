//! Small worlds, line by line.
