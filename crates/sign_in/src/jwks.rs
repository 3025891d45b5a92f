//! The provider's public keys, kept until an ID token comes that none of them signed.

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreProviderMetadata;

/// A token with an unknown key makes us look again, but no oftener than this: whoever sends rubbish must not make us
/// call the provider each time.
const NOT_OFTENER_THAN: SignedDuration = SignedDuration::from_secs(30);
/// Looked at again after this long anyway, so that a key that was withdrawn stops counting.
const AT_MOST: SignedDuration = SignedDuration::from_hours(1);

/// What the provider published, and when we read it.
pub(crate) struct Known {
    pub metadata: CoreProviderMetadata,
    pub read_at: Timestamp,
}

impl Known {
    /// Whether it is still good to use without asking.
    pub fn is_current(&self, now: Timestamp) -> bool {
        now.duration_since(self.read_at) < AT_MOST
    }

    /// Whether it may be read again because a key is missing.
    pub fn may_look_again(&self, now: Timestamp) -> bool {
        now.duration_since(self.read_at) >= NOT_OFTENER_THAN
    }
}
