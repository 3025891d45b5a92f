//! Writing.

use link::plan::{Level, LinkPlan, Measure, Part, Rule, Test};
use serde_json::{Map, Value, json};

use super::NotSplink;

/// How many seconds a day has.
const DAY: f64 = 86_400.0;

/// Which records a model links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Writes a plan as a model that Splink 4 and 5 load (`Linker(…, settings)`). `link_type` is Splink's: `dedupe_only`,
/// `link_only` or `link_and_dedupe`.
///
/// # Errors
/// [`NotSplink::Beyond`] where the plan says what Splink cannot.
pub fn write(plan: &LinkPlan, link_type: &str) -> Result<String, NotSplink> {
    if plan.household.is_some() {
        return Err(NotSplink::Beyond("[household]".into()));
    }
    if plan.learns_by_source().is_some() {
        return Err(NotSplink::Beyond("by_source".into()));
    }
    let rules = plan
        .rules
        .iter()
        .map(|found| Ok(json!({ "blocking_rule": rule(found)?, "sql_dialect": "duckdb" })))
        .collect::<Result<Vec<_>, NotSplink>>()?;
    let comparisons = plan
        .comparisons
        .iter()
        .map(|comparison| {
            let levels = comparison.levels.iter().map(level).collect::<Result<Vec<_>, _>>()?;
            Ok(json!({
                "output_column_name": comparison.name,
                "comparison_levels": levels,
                "comparison_description": comparison.name,
            }))
        })
        .collect::<Result<Vec<_>, NotSplink>>()?;
    let model = json!({
        "link_type": link_type,
        "probability_two_random_records_match": plan.probability_two_random_records_match,
        "retain_matching_columns": false,
        "retain_intermediate_calculation_columns": false,
        "sql_dialect": "duckdb",
        "em_convergence": plan.training.convergence,
        "max_iterations": plan.training.most_rounds,
        "unique_id_column_name": plan.unique_id,
        "blocking_rules_to_generate_predictions": rules,
        "comparisons": comparisons,
    });
    serde_json::to_string_pretty(&model).map_err(|wrong| NotSplink::Unreadable(wrong.to_string()))
}

fn rule(rule: &Rule) -> Result<String, NotSplink> {
    let joins = rule.block.iter().map(|join| {
        let of = |part: &Part, table: &str| sql(part, &|column| format!("{table}.\"{column}\""));
        Ok(format!("({} = {})", of(&join.left, "l")?, of(&join.right, "r")?))
    });
    Ok(joins.collect::<Result<Vec<_>, NotSplink>>()?.join(" AND "))
}

fn level(level: &Level) -> Result<Value, NotSplink> {
    let mut written = Map::new();
    written.insert("sql_condition".into(), condition(&level.when)?.into());
    written.insert("label_for_charts".into(), level.says.clone().into());
    if let Some(m) = level.m {
        written.insert("m_probability".into(), m.into());
    }
    if let Some(u) = level.u {
        written.insert("u_probability".into(), u.into());
    }
    written.insert("fix_m_probability".into(), level.fix_m.into());
    written.insert("fix_u_probability".into(), level.fix_u.into());
    if level.is_silent() {
        written.insert("is_null_level".into(), true.into());
    }
    if let Some(part) = &level.frequency {
        let Part::Column(column) = part else {
            return Err(NotSplink::Beyond(format!("frequency = \"{part}\"")));
        };
        written.insert("tf_adjustment_column".into(), column.clone().into());
        written.insert("tf_adjustment_weight".into(), level.frequency_weight.into());
        if let Some(least) = level.least_frequency {
            written.insert("tf_minimum_u_value".into(), least.into());
        }
    }
    Ok(Value::Object(written))
}

fn condition(test: &Test) -> Result<String, NotSplink> {
    let joined = |tests: &[Test], word: &str| {
        let each = tests.iter().map(|test| Ok(format!("({})", condition(test)?)));
        Ok(each.collect::<Result<Vec<_>, NotSplink>>()?.join(word))
    };
    let of = |part: &Part, side: Side| {
        let end = if side == Side::Left { "l" } else { "r" };
        sql(part, &|column| format!("\"{column}_{end}\""))
    };
    Ok(match test {
        Test::Else => "ELSE".into(),
        Test::Missing(part) => {
            format!("{} IS NULL OR {} IS NULL", of(part, Side::Left)?, of(part, Side::Right)?)
        }
        Test::Same(left, right) => format!("{} = {}", of(left, Side::Left)?, of(right, Side::Right)?),
        Test::Near(measure, left, right, limit) => {
            let (left, right) = (of(left, Side::Left)?, of(right, Side::Right)?);
            match measure {
                Measure::JaroWinkler => format!("jaro_winkler_similarity({left}, {right}) >= {limit}"),
                Measure::Jaro => format!("jaro_similarity({left}, {right}) >= {limit}"),
                Measure::Levenshtein => format!("levenshtein({left}, {right}) <= {limit}"),
                Measure::Damerau => format!("damerau_levenshtein({left}, {right}) <= {limit}"),
                Measure::DaysApart => format!("ABS(EPOCH({left}) - EPOCH({right})) <= {}", limit * DAY),
            }
        }
        Test::All(tests) => joined(tests, " AND ")?,
        Test::Any(tests) => joined(tests, " OR ")?,
        Test::Not(test) => format!("NOT ({})", condition(test)?),
        Test::Nickname(_)
        | Test::Initial(_)
        | Test::DayMonthSwapped(_)
        | Test::FirstOfJanuary(_)
        | Test::BothValid(..) => return Err(NotSplink::Beyond(test.to_string())),
    })
}

fn sql(part: &Part, column: &dyn Fn(&str) -> String) -> Result<String, NotSplink> {
    let pattern = |inner: &Part, pattern: &str| {
        Ok(format!("NULLIF(regexp_extract({}, '{pattern}', 0), '')", sql(inner, column)?))
    };
    match part {
        Part::Column(name) => Ok(column(name)),
        Part::First(inner, length) => Ok(format!("SUBSTRING({}, 1, {length})", sql(inner, column)?)),
        Part::Year(inner) => Ok(format!("YEAR({})", sql(inner, column)?)),
        Part::Date(inner) => Ok(format!("try_strptime({}, '%Y-%m-%d')", sql(inner, column)?)),
        Part::Area(inner) => pattern(inner, "^[A-Za-z]{1,2}"),
        Part::Outward(inner) => pattern(inner, "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?"),
        Part::Sector(inner) => pattern(inner, "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]"),
        Part::Pattern(inner, regex) => pattern(inner, regex),
        Part::Each(_)
        | Part::Fold(_)
        | Part::RealName(_)
        | Part::Sound(_)
        | Part::LastWord(_)
        | Part::FirstWord(_)
        | Part::Address(_) => Err(NotSplink::Beyond(part.to_string())),
    }
}
