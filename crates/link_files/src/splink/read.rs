//! Reading.

use link::plan::{Comparison, Join, Level, LinkPlan, Rule, Test, Training};
use serde::Deserialize;

use super::{NotSplink, condition};

#[derive(Deserialize)]
struct Model {
    probability_two_random_records_match: Option<f64>,
    #[serde(default = "unique_id")]
    unique_id_column_name: String,
    #[serde(default)]
    blocking_rules_to_generate_predictions: Vec<BlockingRule>,
    comparisons: Vec<SplinkComparison>,
    em_convergence: Option<f64>,
    max_iterations: Option<usize>,
}

/// Splink 4 and 5 write an object, older ones a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum BlockingRule {
    Text(String),
    Object { blocking_rule: String },
}

#[derive(Deserialize)]
struct SplinkComparison {
    output_column_name: String,
    comparison_levels: Vec<SplinkLevel>,
}

#[derive(Deserialize)]
struct SplinkLevel {
    sql_condition: String,
    #[serde(default)]
    label_for_charts: String,
    m_probability: Option<f64>,
    u_probability: Option<f64>,
    #[serde(default)]
    fix_m_probability: bool,
    #[serde(default)]
    fix_u_probability: bool,
    #[serde(default)]
    is_null_level: bool,
    tf_adjustment_column: Option<String>,
    tf_adjustment_weight: Option<f64>,
    tf_minimum_u_value: Option<f64>,
}

fn unique_id() -> String {
    "unique_id".into()
}

/// Reads a model as a plan. Levels without a probability stay without.
///
/// # Errors
/// [`NotSplink`].
pub fn read(json: &str) -> Result<LinkPlan, NotSplink> {
    let model: Model =
        serde_json::from_str(json).map_err(|wrong| NotSplink::Unreadable(wrong.to_string()))?;
    let rules = model.blocking_rules_to_generate_predictions.iter().map(|rule| match rule {
        BlockingRule::Text(sql) | BlockingRule::Object { blocking_rule: sql } => self::rule(sql),
    });
    let defaults = Training::default();
    let plan = LinkPlan {
        name: "A model of Splink".into(),
        unique_id: model.unique_id_column_name,
        optional: Vec::new(),
        source: None,
        probability_two_random_records_match: model.probability_two_random_records_match,
        thresholds: link::plan::Thresholds::default(),
        training: Training {
            convergence: model.em_convergence.unwrap_or(defaults.convergence),
            most_rounds: model.max_iterations.unwrap_or(defaults.most_rounds),
            ..defaults
        },
        limits: link::plan::Limits::default(),
        rules: rules.collect::<Result<_, _>>()?,
        comparisons: model.comparisons.into_iter().map(comparison).collect::<Result<_, _>>()?,
        household: None,
        clusters: link::plan::Clusters::default(),
    };
    plan.check().map_err(|mistake| NotSplink::Unreadable(mistake.to_string()))?;
    Ok(plan)
}

/// A blocking rule: `l."dob" = r."dob" AND …`.
pub(super) fn rule(sql: &str) -> Result<Rule, NotSplink> {
    let mut block = Vec::new();
    collect(&condition::read(sql)?, sql, &mut block)?;
    Ok(Rule { block })
}

fn collect(test: &Test, sql: &str, block: &mut Vec<Join>) -> Result<(), NotSplink> {
    match test {
        Test::Same(left, right) => block.push(Join { left: left.clone(), right: right.clone() }),
        Test::All(tests) => tests.iter().try_for_each(|test| collect(test, sql, block))?,
        _ => {
            return Err(NotSplink::Condition {
                sql: sql.to_owned(),
                why: "a blocking rule can only ask that things are equal".into(),
            });
        }
    }
    Ok(())
}

fn comparison(found: SplinkComparison) -> Result<Comparison, NotSplink> {
    let levels = found.comparison_levels.into_iter().map(level).collect::<Result<_, _>>()?;
    Ok(Comparison { name: found.output_column_name, by_source: false, levels, sources: Vec::new() })
}

fn level(found: SplinkLevel) -> Result<Level, NotSplink> {
    let when = condition::read(&found.sql_condition)?;
    let missing = when.is_missing();
    Ok(Level {
        says: if found.label_for_charts.is_empty() { when.to_string() } else { found.label_for_charts },
        when,
        m: found.m_probability,
        u: found.u_probability,
        frequency: found.tf_adjustment_column.map(|column| link::plan::Part::Column(unquoted(&column))),
        frequency_weight: found.tf_adjustment_weight.unwrap_or(1.0),
        least_frequency: found.tf_minimum_u_value.filter(|least| *least > 0.0),
        fix_m: found.fix_m_probability,
        fix_u: found.fix_u_probability,
        silent: found.is_null_level && !missing,
        sibling: None,
    })
}

fn unquoted(column: &str) -> String {
    column.trim_matches('"').to_owned()
}
