//! The tables.

use std::time::Duration;

use super::mix::{Kind, Outcome};

/// One size, measured.
pub struct Measured {
    /// People in the council.
    pub people: u32,
    /// Ledger events before the run.
    pub events: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// Prints one row a kind of request and size, then what the server used.
pub fn print(measured: &[Measured], rate: u32, seconds: u64) {
    println!("\nOpen loop, {rate} requests a second for {seconds} seconds.\n");
    println!("| people | request | n | p50 ms | p95 ms | p99 ms | max ms | errors |");
    println!("|---:|---|---:|---:|---:|---:|---:|---:|");
    for size in measured {
        for kind in Kind::ALL {
            let times = size.outcome.of(kind);
            if times.is_empty() && size.outcome.errors(kind) == 0 {
                continue;
            }
            println!(
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                size.people,
                kind.name(),
                times.len(),
                ms(percentile(&times, 50)),
                ms(percentile(&times, 95)),
                ms(percentile(&times, 99)),
                ms(percentile(&times, 100)),
                size.outcome.errors(kind)
            );
        }
    }
    println!(
        "\n| people | ledger events before | app CPU ms a request | server memory MB | most MB | late starts |"
    );
    println!("|---:|---:|---:|---:|---:|---:|");
    for size in measured {
        let outcome = &size.outcome;
        println!(
            "| {} | {} | {:.2} | {:.0} | {:.0} | {} |",
            size.people,
            size.events,
            outcome.cpu.as_secs_f64() * 1000.0 / outcome.count().max(1) as f64,
            outcome.memory as f64 / 1e6,
            outcome.peak_memory as f64 / 1e6,
            outcome.late_starts
        );
    }
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_rank() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50).as_millis(), 100);
        assert_eq!(percentile(&times, 95).as_millis(), 190);
        assert_eq!(percentile(&times, 100).as_millis(), 200);
        assert_eq!(percentile(&[], 95), Duration::ZERO);
    }
}
