//! A Nunjucks expression, and how it is written for minijinja.

use super::variables::Variables;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `"text"`
    Text(String),
    /// `12` or `1.5`
    Number(String),
    /// A variable, `true`, `false`, `null` or `undefined`.
    Name(String),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{key: value}`
    Dictionary(Vec<(String, Expr)>),
    /// `value.name`
    Member(Box<Expr>, String),
    /// `value[key]`
    Index(Box<Expr>, Box<Expr>),
    /// `function(arguments)`
    Call(Box<Expr>, Vec<Expr>),
    /// `value | name(arguments)`
    Filter { value: Box<Expr>, name: String, arguments: Vec<Expr> },
    /// `value is name(arguments)`
    Test { value: Box<Expr>, name: String, arguments: Vec<Expr> },
    /// `not value`
    Not(Box<Expr>),
    /// `-value`
    Negative(Box<Expr>),
    /// `left operator right`
    Binary { operator: &'static str, left: Box<Expr>, right: Box<Expr> },
    /// `then if condition else otherwise`
    If { then: Box<Expr>, condition: Box<Expr>, otherwise: Option<Box<Expr>> },
}

impl Expr {
    /// Writes the expression for minijinja, with JavaScript's rules as calls of the functions in [`crate::js`].
    pub fn write(&self, variables: &Variables) -> String {
        let write = |expr: &Expr| expr.write(variables);
        match self {
            Expr::Text(text) => quote(text),
            Expr::Number(number) => number.clone(),
            Expr::Name(name) if name == "null" => "none".to_owned(),
            Expr::Name(name) => variables.read(name),
            Expr::List(items) => format!("[{}]", join(items, variables)),
            Expr::Dictionary(entries) => {
                let entries: Vec<_> =
                    entries.iter().map(|(key, value)| format!("{}: {}", quote(key), write(value))).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Expr::Member(value, name) if name == "length" => format!("nj_length({})", write(value)),
            Expr::Member(value, name) if name == "val" => format!("nj_val({})", write(value)),
            Expr::Member(value, name) => format!("{}.{name}", write(value)),
            Expr::Index(value, key) => format!("{}[{}]", write(value), write(key)),
            Expr::Call(function, arguments) => match function.as_ref() {
                // Methods of JavaScript's own lists and strings.
                Expr::Member(value, method) if ["concat", "includes", "join"].contains(&method.as_str()) => {
                    let arguments: Vec<_> =
                        std::iter::once(value.as_ref()).chain(arguments).map(write).collect();
                    format!("nj_{method}({})", arguments.join(", "))
                }
                function => format!("{}({})", write(function), join(arguments, variables)),
            },
            Expr::Filter { value, name, arguments } if arguments.is_empty() => {
                format!("({}|{name})", write(value))
            }
            Expr::Filter { value, name, arguments } => {
                format!("({}|{name}({}))", write(value), join(arguments, variables))
            }
            Expr::Test { value, name, arguments } if arguments.is_empty() => {
                format!("({} is {name})", write(value))
            }
            Expr::Test { value, name, arguments } => {
                format!("({} is {name}({}))", write(value), join(arguments, variables))
            }
            Expr::Not(value) => format!("(not nj_true({}))", write(value)),
            Expr::Negative(value) => format!("(-{})", write(value)),
            Expr::Binary { operator, left, right } => {
                let (left, right) = (write(left), write(right));
                match function_for(operator) {
                    Some(function) => format!("{function}({left}, {right})"),
                    None => format!("({left} {operator} {right})"),
                }
            }
            Expr::If { then, condition, otherwise } => {
                // Without an `else`, Nunjucks gives an empty string.
                let otherwise = otherwise.as_deref().map_or("\"\"".to_owned(), write);
                format!("({} if nj_true({}) else {otherwise})", write(then), write(condition))
            }
        }
    }
}

/// The function standing for an operator whose JavaScript meaning differs from Jinja's.
fn function_for(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "+" => "nj_add",
        "-" => "nj_subtract",
        "~" => "nj_text",
        "==" => "nj_equal",
        "!=" => "nj_unequal",
        "===" => "nj_same",
        "!==" => "nj_different",
        "<" => "nj_less",
        ">" => "nj_greater",
        "in" => "nj_in",
        "and" => "nj_and",
        "or" => "nj_or",
        _ => return None,
    })
}

fn join(items: &[Expr], variables: &Variables) -> String {
    items.iter().map(|item| item.write(variables)).collect::<Vec<_>>().join(", ")
}

/// A string literal minijinja reads back unchanged.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
