//! How long a plan on two sides takes: `cargo run --release -p letters --example plan_speed`.

#[path = "sample.rs"]
mod sample;

use std::time::Instant;

use letters::Templates;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (plan, templates) = (sample::plan(), Templates::default());
    let made = "2026-03-02T09:30:00Z".parse()?;
    let once = || -> Result<u128, letters::Trouble> {
        let start = Instant::now();
        letters::pdf(&plan, &templates, made)?;
        Ok(start.elapsed().as_micros())
    };
    println!("the first, with typefaces to read: {:.1} ms", once()? as f64 / 1000.0);
    let mut times = (0..50).map(|_| once()).collect::<Result<Vec<_>, _>>()?;
    times.sort_unstable();
    println!("median of 50: {:.1} ms", times[25] as f64 / 1000.0);
    println!("95th percentile: {:.1} ms", times[47] as f64 / 1000.0);
    Ok(())
}
