//! Reading, publishing and searching, from outside: against the published schemas, examples and the validator's own
//! samples where they are beside the repository, against invented feeds everywhere.

mod any_feed;
mod differences;
mod feeds;
mod marlshire;
mod round_trip;
mod samples;
mod schema;
mod services;
