//! Reading an Open Referral UK feed (HSDS-UK 3.0).
//!
//! A publisher lists services in pages at `/services`, gives one whole at `/services/{id}`, and says at `/` what it
//! speaks. Whoever fetches hands the bytes to [`page`], [`service`] or [`about`]; [`Pages`] says which page to ask next.
//!
//! Nothing that is wrong in one service loses another. What a feed gets wrong is read as well as it can be and told as a
//! [`Problem`].

mod about;
mod bytes;
mod check;
mod files;
mod format;
mod page;
mod pages;
mod part;
mod places;
mod problem;
mod read;
mod schedules;
mod shape;

pub use about::{About, Version, about};
pub use bytes::{MOST_BYTES, NotAFeed};
pub use files::{File, NotFiles, Whole, files};
pub use page::{One, Page, page, service};
pub use pages::{Pages, Step, Stop};
pub use problem::{MOST_PROBLEMS, Problem, Problems, Weight};

pub(crate) use format::{is_email, is_uuid, is_web_address};
pub use shape::{Kind, Member, SERVICE, Shape};
