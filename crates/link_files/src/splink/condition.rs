//! SQL conditions as tests.

use link::plan::{Measure, Part, Test};
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator, Value,
};
use sqlparser::dialect::DuckDbDialect;
use sqlparser::parser::Parser;

use super::NotSplink;

/// How many seconds a day has.
const DAY: f64 = 86_400.0;

/// Which record a part is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Reads a condition.
pub(super) fn read(sql: &str) -> Result<Test, NotSplink> {
    if sql.trim().eq_ignore_ascii_case("else") {
        return Ok(Test::Else);
    }
    let wrong = |why: String| NotSplink::Condition { sql: sql.to_owned(), why };
    let parsed = Parser::new(&DuckDbDialect {})
        .try_with_sql(sql)
        .and_then(|mut parser| parser.parse_expr())
        .map_err(|why| wrong(why.to_string()))?;
    test(&parsed).map_err(wrong)
}

fn test(sql: &Expr) -> Result<Test, String> {
    match sql {
        Expr::Nested(inner) => test(inner),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => Ok(Test::Not(Box::new(test(expr)?))),
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => match (missing(left), missing(right)) {
            // "the left lacks it or the right lacks it"
            (Some(one), Some(other)) if one.0 == other.0 && one.1 != other.1 => Ok(Test::Missing(one.0)),
            _ => Ok(Test::Any(vec![test(left)?, test(right)?])),
        },
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            let mut tests = Vec::new();
            for side in [left, right] {
                match test(side)? {
                    Test::All(more) => tests.extend(more),
                    one => tests.push(one),
                }
            }
            Ok(Test::All(tests))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => {
            let (left, right) = pair(part(left)?, part(right)?)?;
            Ok(Test::Same(left, right))
        }
        Expr::BinaryOp { left, op: BinaryOperator::GtEq, right } => near(left, number(right)?, true),
        Expr::BinaryOp { left, op: BinaryOperator::LtEq, right } => near(left, number(right)?, false),
        other => Err(format!("`{other}` is no comparison that a plan can make")),
    }
}

/// `given_name_l IS NULL`.
fn missing(sql: &Expr) -> Option<(Part, Side)> {
    match sql {
        Expr::Nested(inner) => missing(inner),
        Expr::IsNull(inner) => part(inner).ok(),
        _ => None,
    }
}

/// A measure against a limit.
fn near(sql: &Expr, limit: f64, at_least: bool) -> Result<Test, String> {
    let Expr::Function(function) = sql else { return Err(format!("`{sql}` is no measure")) };
    let arguments = arguments(function)?;
    let name = function.name.to_string().to_lowercase();
    let (measure, limit) = match name.as_str() {
        "jaro_winkler_similarity" => (Measure::JaroWinkler, limit),
        "jaro_similarity" => (Measure::Jaro, limit),
        "levenshtein" | "editdist3" => (Measure::Levenshtein, limit),
        "damerau_levenshtein" => (Measure::Damerau, limit),
        "abs" => return apart(arguments.first().copied(), limit),
        _ => return Err(format!("the function `{name}` is not known")),
    };
    if measure.is_similarity() != at_least {
        return Err(format!("`{name}` is compared the wrong way round"));
    }
    let [one, other] = arguments[..] else { return Err(format!("`{name}` takes two texts")) };
    let (left, right) = pair(part(one)?, part(other)?)?;
    Ok(Test::Near(measure, left, right, limit))
}

/// `EPOCH(dob_l) - EPOCH(dob_r)`, in seconds.
fn apart(difference: Option<&Expr>, seconds: f64) -> Result<Test, String> {
    let Some(Expr::BinaryOp { left, op: BinaryOperator::Minus, right }) = difference else {
        return Err("only `ABS(EPOCH(…) - EPOCH(…))` is known".into());
    };
    let epoch = |sql: &Expr| match sql {
        Expr::Function(function) if function.name.to_string().eq_ignore_ascii_case("epoch") => {
            arguments(function)?.first().ok_or("`EPOCH` takes a date".to_owned()).and_then(|date| part(date))
        }
        other => Err(format!("`{other}` is not `EPOCH(…)`")),
    };
    let (left, right) = pair(epoch(left)?, epoch(right)?)?;
    Ok(Test::Near(Measure::DaysApart, left, right, seconds / DAY))
}

/// Puts the left record's part first.
fn pair(one: (Part, Side), other: (Part, Side)) -> Result<(Part, Part), String> {
    match (one.1, other.1) {
        (Side::Left, Side::Right) => Ok((one.0, other.0)),
        (Side::Right, Side::Left) => Ok((other.0, one.0)),
        _ => Err(format!("`{}` and `{}` are of the same record", one.0, other.0)),
    }
}

/// A part of one of the two records.
fn part(sql: &Expr) -> Result<(Part, Side), String> {
    let of = |inner: &Expr, wrap: &dyn Fn(Box<Part>) -> Part| {
        part(inner).map(|(part, side)| (wrap(Box::new(part)), side))
    };
    match sql {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => part(inner),
        Expr::Identifier(name) => named(&name.value),
        Expr::CompoundIdentifier(names) => match &names[..] {
            [side, column] if side.value.eq_ignore_ascii_case("l") => {
                Ok((Part::Column(column.value.clone()), Side::Left))
            }
            [side, column] if side.value.eq_ignore_ascii_case("r") => {
                Ok((Part::Column(column.value.clone()), Side::Right))
            }
            _ => Err(format!("`{sql}` is not a column of either record")),
        },
        Expr::Substring { expr, substring_from: Some(from), substring_for: Some(length), .. } => {
            if number(from)? != 1.0 {
                return Err(format!("`{sql}` does not begin at 1"));
            }
            let length = number(length)? as usize;
            of(expr, &|inner| Part::First(inner, length))
        }
        Expr::Function(function) => {
            let arguments = arguments(function)?;
            let name = function.name.to_string().to_lowercase();
            match (name.as_str(), &arguments[..]) {
                ("year", [date]) => of(date, &Part::Year),
                // An empty text is a missing one in a plan.
                ("nullif", [inner, _]) => part(inner),
                ("try_strptime" | "strptime", [inner, format]) => match text(format)?.as_str() {
                    "%Y-%m-%d" | "%Y%m%d" => of(inner, &Part::Date),
                    format => Err(format!("dates written `{format}` are not known")),
                },
                ("regexp_extract", [inner, pattern, ..]) => {
                    let pattern = text(pattern)?;
                    of(inner, &|inner| Part::Pattern(inner, pattern.clone()))
                }
                ("substr" | "substring", [inner, from, length]) if number(from)? == 1.0 => {
                    let length = number(length)? as usize;
                    of(inner, &|inner| Part::First(inner, length))
                }
                _ => Err(format!("the function `{name}` is not known")),
            }
        }
        other => Err(format!("`{other}` is no part of a record")),
    }
}

/// `given_name_l`.
fn named(name: &str) -> Result<(Part, Side), String> {
    match (name.strip_suffix("_l"), name.strip_suffix("_r")) {
        (Some(column), _) => Ok((Part::Column(column.to_owned()), Side::Left)),
        (_, Some(column)) => Ok((Part::Column(column.to_owned()), Side::Right)),
        _ => Err(format!("`{name}` ends in neither `_l` nor `_r`")),
    }
}

fn arguments(function: &Function) -> Result<Vec<&Expr>, String> {
    let FunctionArguments::List(list) = &function.args else { return Ok(Vec::new()) };
    list.args
        .iter()
        .map(|argument| match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(sql)) => Ok(sql),
            other => Err(format!("`{other}` is no argument that is known")),
        })
        .collect()
}

fn number(sql: &Expr) -> Result<f64, String> {
    match sql {
        Expr::Nested(inner) => number(inner),
        Expr::Value(value) => match &value.value {
            Value::Number(number, _) => {
                number.to_string().parse().map_err(|_| format!("`{sql}` is not a number"))
            }
            _ => Err(format!("`{sql}` is not a number")),
        },
        _ => Err(format!("`{sql}` is not a number")),
    }
}

fn text(sql: &Expr) -> Result<String, String> {
    match sql {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Ok(text.clone()),
            _ => Err(format!("`{sql}` is not a text")),
        },
        _ => Err(format!("`{sql}` is not a text")),
    }
}
