//! Every page: one .rs and one .html, both where the URL says.
