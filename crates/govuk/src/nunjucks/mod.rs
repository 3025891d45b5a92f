//! Reads Nunjucks templates and writes them again for minijinja.
//!
//! GOV.UK and MOJ ship their components as Nunjucks, which is JavaScript underneath: an empty list is true,
//! `"item-" + 1` is a string, a `set` inside a loop changes the variable outside it. minijinja is Jinja, where none
//! of that holds. So every expression is parsed and written out with the JavaScript rule made explicit
//! (`nj_true(x)`, `nj_add(a, b)`, see [`crate::js`]); the templates themselves are used as shipped.

pub mod expression;
pub mod parser;
pub mod segments;
pub mod tokens;
pub mod translate;
pub mod variables;
