//! Measures one child at a time, for both examples.

use std::process::Command;
use std::time::{Duration, Instant};

type Anything = Box<dyn std::error::Error>;

/// The check of one child, ready to be timed. It says how much it found, so that nothing is left out as unneeded.
pub type Check = Box<dyn Fn() -> usize>;

/// Processes whose first child is timed.
const STARTS: usize = 21;
const CHILDREN: u64 = 1_000;

/// Prints the times of children `prepare` makes from seeds. It calls this program again for what only a new process can tell.
pub fn print(prepare: impl Fn(u64) -> Result<Check, Anything>) -> Result<(), Anything> {
    match std::env::args().nth(1).as_deref() {
        Some("--child-cold") => return first(&prepare),
        Some("--child-warm") => {
            returns::warm_up();
            return first(&prepare);
        }
        _ => {}
    }
    for (what, flag) in [("nothing loaded", "--child-cold"), ("after warm_up", "--child-warm")] {
        let mut times = Vec::new();
        for _ in 0..STARTS {
            let output = Command::new(std::env::current_exe()?).arg(flag).output()?;
            let said = String::from_utf8(output.stdout)?;
            let nanos = said.lines().last().unwrap_or_default().trim().parse()?;
            times.push(Duration::from_nanos(nanos));
        }
        say(&format!("the first child of {STARTS} processes, {what}"), times);
    }
    let begun = Instant::now();
    returns::warm_up();
    println!("  warm_up itself: {:?}", begun.elapsed());
    let (mut once, mut best) = (Vec::new(), Vec::new());
    for seed in 0..CHILDREN {
        let check = prepare(seed)?;
        let tries = [(); 3].map(|()| time(&check));
        once.push(tries[0]);
        best.push(tries.into_iter().min().unwrap_or_default());
    }
    say(&format!("{CHILDREN} other children"), once);
    // What another program took of the processor meanwhile is not the rules' time.
    say("the same, the best of three tries each", best);
    Ok(())
}

fn first(prepare: &impl Fn(u64) -> Result<Check, Anything>) -> Result<(), Anything> {
    let check = prepare(0)?;
    println!("{}", time(&check).as_nanos());
    Ok(())
}

fn time(check: &Check) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(check());
    begun.elapsed()
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    println!("  {what}: {middle:?} in the middle, {:?} at most", times.last().copied().unwrap_or_default());
}
