//! Disability as the Department for Education collects it.

use super::set::{Code, CodeSet, UnknownCode, code};

/// DfE's disability codes. A person has either `NONE` or any number of the others.
/// Source: children in need census 2026, `disabilitytype` (N00099).
pub const DISABILITIES: CodeSet = CodeSet::new("disability", CODES);

const CODES: &[Code] = &[
    code("NONE", "No disability"),
    code("MOB", "Mobility – getting about at home and outside"),
    code("HAND", "Hand function – holding and touching"),
    code("PC", "Personal care – for example washing, dressing or eating"),
    code("INC", "Continence"),
    code("COMM", "Communication – speaking or understanding others"),
    code("LD", "Learning"),
    code("HEAR", "Hearing"),
    code("VIS", "Vision"),
    code("BEH", "Behaviour – for example ADHD"),
    code("CON", "Consciousness – for example seizures"),
    code("AUT", "Autism, diagnosed by a doctor"),
    code("DDA", "Another disability"),
];

/// Why a set of disability codes was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DisabilityError {
    /// One of the codes is not in the set.
    #[error(transparent)]
    Unknown(#[from] UnknownCode),
    /// "No disability" beside a disability.
    #[error("Select either 'No disability' or the disabilities that apply")]
    NoneAndSome,
}

/// Checks codes ticked together. Nothing ticked is allowed and means "not asked".
pub fn check_disabilities(codes: &[&str]) -> Result<Vec<&'static Code>, DisabilityError> {
    let mut chosen = Vec::new();
    for typed in codes {
        let code = DISABILITIES.parse(typed)?;
        if !chosen.contains(&code) {
            chosen.push(code);
        }
    }
    if chosen.len() > 1 && chosen.iter().any(|c| c.code == "NONE") {
        return Err(DisabilityError::NoneAndSome);
    }
    Ok(chosen)
}
