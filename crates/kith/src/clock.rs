//! The clock: read here and nowhere else, and passed on to everything that needs to know the time.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// A clock that runs as the machine's does, or so far ahead of or behind it.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    ahead: SignedDuration,
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Clock {
        Clock { ahead: SignedDuration::ZERO }
    }

    /// A clock that shows `instant` now and runs on from there.
    pub fn starting_at(instant: Timestamp) -> Clock {
        Clock { ahead: instant.duration_since(Clock::real().now()) }
    }

    /// The moment.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
    pub fn now(&self) -> Timestamp {
        Timestamp::now() + self.ahead
    }

    /// The day it is in England.
    pub fn today(&self) -> Date {
        law::clocks::to_london(self.now()).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_where_it_is_told_and_runs() {
        let clock = Clock::starting_at("2026-11-27T23:59:59Z".parse().unwrap());
        let first = clock.now();
        assert_eq!(first.to_string().get(..19), Some("2026-11-27T23:59:59"));
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.now() > first);
        assert_eq!(clock.today(), jiff::civil::date(2026, 11, 27));
    }
}
