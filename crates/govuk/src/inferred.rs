//! What parameters a MOJ component takes, found in its template because MOJ ships no list.
//!
//! `params.title.text` allows `title` and, inside it, `text`; `for item in params.items` makes `item` stand for each
//! of `params.items`. A parameter that is handed on as a whole (to another macro, or printed as attributes) may hold
//! anything, except that one handed to another component as its only argument takes that component's parameters.

use crate::Error;
use crate::nunjucks::expression::Expr;
use crate::nunjucks::parser::Parser;
use crate::nunjucks::segments::{Kind, split};
use crate::shape::Shape;
use std::collections::BTreeMap;

/// Reads the parameters out of a template. `included` gives the source of a file the template includes, and
/// `is_component` says whether a function is a component.
pub fn shape(
    template: &str,
    source: &str,
    included: &dyn Fn(&str) -> Option<String>,
    is_component: &dyn Fn(&str) -> bool,
) -> Result<Shape, Error> {
    let mut reader = Reader { root: Place::default(), aliases: BTreeMap::new(), is_component };
    // MOJ's private macros call their list entry `item`.
    reader.aliases.insert("params".to_owned(), Vec::new());
    reader.aliases.insert("item".to_owned(), vec!["items".to_owned()]);
    reader.read(template, source, included)?;
    let mut shape = reader.root.into_shape();
    shape.fields.get_or_insert_default();
    Ok(shape)
}

/// One parameter, with what was seen inside it.
#[derive(Default)]
struct Place {
    fields: BTreeMap<String, Place>,
    handed_on: bool,
    component: Option<String>,
}

impl Place {
    fn into_shape(self) -> Shape {
        if self.handed_on {
            return Shape::default();
        }
        let fields: BTreeMap<_, _> =
            self.fields.into_iter().map(|(name, place)| (name, place.into_shape())).collect();
        Shape { fields: (!fields.is_empty()).then_some(fields), component: self.component }
    }
}

struct Reader<'a> {
    root: Place,
    /// Which parameter a variable stands for.
    aliases: BTreeMap<String, Vec<String>>,
    is_component: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    fn read(
        &mut self,
        template: &str,
        source: &str,
        included: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), Error> {
        for segment in split(template, source)? {
            let code = segment.inner.trim();
            let (keyword, rest) = match segment.kind {
                Kind::Output => ("", code),
                Kind::Tag => code.split_once(char::is_whitespace).unwrap_or((code, "")),
                _ => continue,
            };
            let problem = |problem: String| Error::syntax(template, segment.line, problem);
            let mut parser = Parser::new(rest).map_err(problem)?;
            match keyword {
                "" | "if" | "elif" | "elseif" | "call" => self.visit(&parser.expression().map_err(problem)?),
                "set" => {
                    parser.name().map_err(problem)?;
                    if parser.symbol("=") {
                        self.visit(&parser.expression().map_err(problem)?);
                    }
                }
                "for" => {
                    let variable = parser.name().map_err(problem)?;
                    let over_pairs = parser.symbol(",");
                    if over_pairs {
                        parser.name().map_err(problem)?;
                    }
                    parser.keyword("in");
                    let list = parser.expression().map_err(problem)?;
                    self.visit(&list);
                    if let Some(path) = self.path(&list) {
                        if over_pairs {
                            self.place(&path).handed_on = true;
                        } else {
                            self.aliases.insert(variable, path);
                        }
                    }
                }
                "include" => {
                    if let Ok(Expr::Text(name)) = parser.expression()
                        && let Some(source) = included(&name)
                    {
                        self.read(&name, &source, included)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The parameter an expression is, if it is one.
    fn path(&self, expression: &Expr) -> Option<Vec<String>> {
        match expression {
            Expr::Name(name) => self.aliases.get(name).cloned(),
            Expr::Member(value, name) if name != "length" => {
                let mut path = self.path(value)?;
                path.push(name.clone());
                Some(path)
            }
            Expr::Index(value, _) => self.path(value),
            _ => None,
        }
    }

    fn place(&mut self, path: &[String]) -> &mut Place {
        path.iter().fold(&mut self.root, |place, name| place.fields.entry(name.clone()).or_default())
    }

    fn visit(&mut self, expression: &Expr) {
        if let Some(path) = self.path(expression) {
            self.place(&path);
            return;
        }
        match expression {
            Expr::Member(value, _) | Expr::Not(value) | Expr::Negative(value) => self.visit(value),
            Expr::Call(function, arguments) => {
                self.visit(function);
                let name = match function.as_ref() {
                    Expr::Name(name) => name.as_str(),
                    _ => "",
                };
                for argument in arguments {
                    match self.path(argument) {
                        // A private macro of the same template gets `params` and `item` whole; it is read too.
                        Some(_) if name.starts_with('_') => {}
                        Some(path) if (self.is_component)(name) => {
                            self.place(&path).component = Some(name.to_owned());
                        }
                        Some(path) if !path.is_empty() => self.place(&path).handed_on = true,
                        _ => self.visit(argument),
                    }
                }
            }
            Expr::Dictionary(entries) => {
                for (_, value) in entries {
                    match self.path(value) {
                        Some(path) => self.place(&path).handed_on = true,
                        None => self.visit(value),
                    }
                }
            }
            Expr::List(items) => items.iter().for_each(|item| self.visit(item)),
            Expr::Index(value, key) => [value, key].into_iter().for_each(|part| self.visit(part)),
            Expr::Filter { value, arguments, .. } | Expr::Test { value, arguments, .. } => {
                self.visit(value);
                arguments.iter().for_each(|argument| self.visit(argument));
            }
            Expr::Binary { left, right, .. } => [left, right].into_iter().for_each(|part| self.visit(part)),
            Expr::If { then, condition, otherwise } => {
                [Some(then), Some(condition), otherwise.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|e| self.visit(e));
            }
            Expr::Text(_) | Expr::Number(_) | Expr::Name(_) => {}
        }
    }
}
