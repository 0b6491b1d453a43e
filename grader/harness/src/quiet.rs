//! Whether whoever waits really sleeps: measures CPU time, and on Linux how often threads get up,
//! in windows in which the harness itself does nothing.
//!
//! Measured on many solutions: right ones use less than a millisecond in such a window and get up
//! never; a spinner uses half of it and more. A single quiet window acquits.
//!
//! Called by both native back ends, in a few executions of a case.

use std::thread;
use std::time::Duration;

use crate::meter;

/// Time to go to sleep in, after the last thing that happened.
const SETTLE: Duration = Duration::from_millis(20);
/// How long each look takes.
const WINDOW: Duration = Duration::from_millis(60);
/// So many windows in a row must be loud.
const WINDOWS: u32 = 5;
/// CPU time that makes a window loud; on a very busy machine a spinner does not get much more.
const LOUD: Duration = Duration::from_millis(3);
/// How often one thread gets up in a window that is loud.
const RESTLESS: u64 = 3;

/// What disturbed the quiet, in every window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noise {
    /// So much CPU time a window; these threads used most of it, where the system tells.
    Cpu(Duration, Vec<u32>),
    /// These threads got up so often, at least, a window.
    Restless(u64, Vec<u32>),
}

/// The length of a window, for people.
pub(crate) const fn window() -> Duration {
    WINDOW
}

/// Listens until it is quiet. The threads in `known` are the harness's own.
pub(crate) fn listen(known: &[u32], mut go_on: impl FnMut() -> bool) -> Option<Noise> {
    thread::sleep(SETTLE);
    let mut noise = None;
    for _ in 0..WINDOWS {
        if !go_on() {
            return None;
        }
        noise = Some(one_window(known)?);
    }
    noise
}

fn one_window(known: &[u32]) -> Option<Noise> {
    let own = meter::own_id();
    let threads = || {
        let mut threads = meter::threads();
        threads.retain(|thread| thread.id != own && !known.contains(&thread.id));
        threads
    };
    let before = threads();
    let cpu = meter::cpu();
    thread::sleep(WINDOW);
    let used = meter::cpu().saturating_sub(cpu);
    let now = threads();
    let compared = now.iter().filter_map(|now| {
        let before = before.iter().find(|before| before.id == now.id)?;
        Some((now.id, now.cpu.saturating_sub(before.cpu), now.switches - before.switches))
    });
    let compared: Vec<_> = compared.collect();
    if used >= LOUD {
        // Threads are counted in ticks of 10 ms.
        let burns = compared.iter().filter(|(_, cpu, _)| !cpu.is_zero());
        return Some(Noise::Cpu(used, burns.map(|&(id, ..)| id).collect()));
    }
    let restless: Vec<_> = compared.iter().filter(|(.., ups)| *ups >= RESTLESS).collect();
    let fewest = restless.iter().map(|(.., ups)| *ups).min()?;
    Some(Noise::Restless(fewest, restless.iter().map(|&&(id, ..)| id).collect()))
}
