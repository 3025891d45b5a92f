//! Writes a whole Nunjucks template for minijinja.

use super::parser::{Parser, Problem};
use super::segments::{Kind, Segment, split};
use super::variables::{Scope, Variables};
use crate::Error;

/// Translates a shipped template. `is_global` says which imported names exist as functions everywhere, so that
/// their `{% from … import … %}` can be dropped.
pub fn translate(template: &str, source: &str, is_global: &dyn Fn(&str) -> bool) -> Result<String, Error> {
    let segments = split(template, source)?;
    let at = |segment: &Segment, problem: Problem| Error::syntax(template, segment.line, problem);
    let scopes = scopes(&segments).map_err(|(line, problem)| Error::syntax(template, line, problem))?;
    let mut scopes = scopes.into_iter();
    let mut variables = Variables::default();
    let mut written = String::new();
    if let Some(scope) = scopes.next() {
        written.push_str(&namespace(&scope));
        variables.enter(scope);
    }
    for segment in &segments {
        let code = segment.inner.trim();
        match segment.kind {
            Kind::Text => written.push_str(segment.inner),
            // Only the trimming of `{#-` is kept. As an output, because Nunjucks, unlike minijinja, leaves the line
            // around a comment alone.
            Kind::Comment => {
                let trim = |delimiter: &str| if delimiter.contains('-') { "-" } else { "" };
                written.push_str(&format!("{{{{{} \"\" {}}}}}", trim(segment.open), trim(segment.close)));
            }
            Kind::Output => {
                let expression = whole_expression(code).map_err(|problem| at(segment, problem))?;
                let expression = expression.write(&variables);
                written.push_str(&format!("{} {expression} {}", segment.open, segment.close));
            }
            Kind::Tag => {
                let (keyword, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
                let mut parser = Parser::new(rest).map_err(|problem| at(segment, problem))?;
                let mut after = String::new();
                let tag = match keyword {
                    "macro" => {
                        let scope = scopes.next().unwrap_or_default();
                        after = namespace(&scope);
                        variables.enter(scope);
                        Ok(code.to_owned())
                    }
                    "endmacro" => {
                        variables.leave();
                        Ok(code.to_owned())
                    }
                    "for" => start_loop(&mut parser, &mut variables),
                    "endfor" => {
                        variables.leave_loop();
                        Ok(code.to_owned())
                    }
                    _ => simple_tag(keyword, code, &mut parser, &variables, is_global),
                };
                let tag = tag.map_err(|problem| at(segment, problem))?;
                written.push_str(&with_extra(segment, &tag, &after));
            }
        }
    }
    Ok(written)
}

fn simple_tag(
    keyword: &str,
    code: &str,
    parser: &mut Parser,
    variables: &Variables,
    is_global: &dyn Fn(&str) -> bool,
) -> Result<String, Problem> {
    match keyword {
        "if" | "elif" | "elseif" => {
            let keyword = if keyword == "elseif" { "elif" } else { keyword };
            let condition = parser.expression()?;
            parser.finish()?;
            Ok(format!("{keyword} nj_true({})", condition.write(variables)))
        }
        "set" => {
            let name = variables.assign(&parser.name()?);
            if !parser.symbol("=") {
                // A captured block is an ordinary string in Nunjucks, still to be marked safe by whoever prints it.
                return Ok(format!("set {name} | nj_plain"));
            }
            let value = parser.expression()?;
            parser.finish()?;
            Ok(format!("set {name} = {}", value.write(variables)))
        }
        "from" => {
            let source = parser.expression()?;
            let mut missing = Vec::new();
            if !parser.keyword("import") {
                return Err("expected `import`".to_owned());
            }
            loop {
                let name = parser.name()?;
                if !is_global(&name) {
                    missing.push(name);
                }
                if !parser.symbol(",") {
                    break;
                }
            }
            parser.finish()?;
            if missing.is_empty() {
                return Ok("set nj_import = none".to_owned());
            }
            Ok(format!("from {} import {}", source.write(variables), missing.join(", ")))
        }
        "include" | "call" => {
            let target = parser.expression()?;
            parser.finish()?;
            Ok(format!("{keyword} {}", target.write(variables)))
        }
        "else" | "endif" | "endset" | "endcall" | "raw" | "endraw" => Ok(code.to_owned()),
        _ => Err(format!("`{keyword}` is not a tag GOV.UK templates are known to use")),
    }
}

fn start_loop(parser: &mut Parser, variables: &mut Variables) -> Result<String, Problem> {
    let mut names = vec![parser.name()?];
    if parser.symbol(",") {
        names.push(parser.name()?);
    }
    if !parser.keyword("in") {
        return Err("expected `in`".to_owned());
    }
    let list = parser.expression()?.write(variables);
    parser.finish()?;
    let function = if names.len() == 2 { "nj_pairs" } else { "nj_each" };
    let tag = format!("for {} in {function}({list})", names.join(", "));
    variables.enter_loop(names);
    Ok(tag)
}

fn whole_expression(code: &str) -> Result<super::expression::Expr, Problem> {
    let mut parser = Parser::new(code)?;
    let expression = parser.expression()?;
    parser.finish()?;
    Ok(expression)
}

fn namespace(scope: &Scope) -> String {
    if scope.in_loops.is_empty() {
        return String::new();
    }
    format!("{{% set {} = namespace() -%}}", scope.namespace)
}

/// Writes a tag, with `after` following it under the same white-space control.
fn with_extra(segment: &Segment, tag: &str, after: &str) -> String {
    if after.is_empty() {
        return format!("{} {tag} {}", segment.open, segment.close);
    }
    let after = after.strip_suffix("-%}").unwrap_or(after);
    format!("{} {tag} %}}{after}{}", segment.open, segment.close)
}

/// Finds, in order of appearance, the variables of the template and of each macro.
fn scopes(segments: &[Segment]) -> Result<Vec<Scope>, (usize, Problem)> {
    let mut found = vec![Scope { namespace: "nj_here".to_owned(), ..Scope::default() }];
    let mut inside = vec![0];
    let mut depth = vec![0];
    for segment in segments.iter().filter(|segment| segment.kind == Kind::Tag) {
        let (keyword, rest) =
            segment.inner.trim().split_once(char::is_whitespace).unwrap_or((segment.inner.trim(), ""));
        let problem = |problem: Problem| (segment.line, problem);
        let mut parser = Parser::new(rest).map_err(problem)?;
        match keyword {
            "macro" => {
                parser.name().map_err(problem)?;
                let mut scope = Scope { namespace: format!("nj_here{}", found.len()), ..Scope::default() };
                parser.symbol("(");
                while let Ok(name) = parser.name() {
                    scope.own.insert(name);
                    parser.symbol(",");
                }
                inside.push(found.len());
                depth.push(0);
                found.push(scope);
            }
            "endmacro" => {
                inside.pop();
                depth.pop();
            }
            "for" => *depth.last_mut().unwrap_or(&mut 0) += 1,
            "endfor" => *depth.last_mut().unwrap_or(&mut 0) -= 1,
            "set" => {
                let name = parser.name().map_err(problem)?;
                let scope = &mut found[inside.last().copied().unwrap_or(0)];
                if depth.last().is_some_and(|depth| *depth > 0) {
                    scope.in_loops.insert(name.clone());
                }
                scope.own.insert(name);
            }
            _ => {}
        }
    }
    Ok(found)
}
