//! The directory of services that may help a family: reading other people's, publishing our own, and finding in both.
//!
//! [`feed`] reads Open Referral UK 3.0 (HSDS-UK) and says precisely what is wrong with it. [`Service`] is what Kith keeps
//! of a service, in plain words. [`publish`] writes a service back as Open Referral UK. [`search`] finds services for a
//! need, an age and a place, each with its reasons in words.
//!
//! Pure: no HTTP, no SQL, no clock. Whoever fetches a feed hands over its bytes; [`feed::Pages`] says what to fetch next.

pub mod ages;
pub mod cost;
pub mod feed;
pub mod heading;
pub mod place;
pub mod publish;
pub mod schedule;
pub mod search;
mod service;
pub mod text;
mod way_in;

pub use ages::Ages;
pub use cost::Cost;
pub use heading::Heading;
pub use place::{Place, PlaceKind, Point};
pub use schedule::Schedule;
pub use service::{Contact, Organisation, Phone, Service, Status, Term};
pub use way_in::WayIn;
