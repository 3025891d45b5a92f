//! Running a program to its end and keeping what it said.

use std::process::{Command, Stdio};

use crate::Error;

/// Runs `command` and returns its standard output; `what` names the action in the error.
///
/// No input is offered, so that nothing can stop to ask a question.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<String, Error> {
    let failed = |output: String| Error::Program { what: what.to_owned(), output };

    let program = command.get_program().to_string_lossy().into_owned();
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| failed(format!("`{program}`: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(failed(format!("`{program}` ended with {}. {}{}", output.status, complaint, said).trim().to_owned()))
}
