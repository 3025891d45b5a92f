//! What the actor says about one access.

/// What the actor says about this one access.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Why they need it, in their words.
    pub reason: Option<String>,
    /// They say somebody may be in danger now. Counts only with a reason.
    pub emergency: bool,
}

impl Circumstances {
    /// The reason, if it says anything.
    pub fn stated_reason(&self) -> Option<&str> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty())
    }
}
