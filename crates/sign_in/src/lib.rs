//! Signing in by a council's own provider (OpenID Connect) and by passkey; who joins, moves and leaves.
//!
//! Nothing here opens a connection, reads a clock or makes a random number: HTTP comes in as a function ([`http::Http`]),
//! time and randomness as arguments. What is stored is in `record`, the pages are in `web`.

mod claims;
mod client_key;
pub mod http;
mod jwks;
pub mod passkey;
mod problem;
mod provider;
pub mod scim;
mod settings;
pub mod staff_file;

pub use claims::Person;
pub use problem::Problem;
pub use provider::{Answer, Asked, Provider, Why};
pub use settings::{
    Assurance, ClientAuthentication, GroupMeaning, ProviderSettings, Settings, SettingsProblem,
};
