//! Whether whoever waits really sleeps: measures CPU time, and on Linux how often threads get up,
//! in windows in which the harness itself does nothing.
//!
//! Measured on many solutions: right ones use less than a millisecond in such a window and get up
//! never; a spinner uses half of it and more. One quiet window, with everybody asleep at its end,
//! acquits; it takes many loud ones to convict. A window that is neither says nothing: on a machine
//! that is much too busy a spinner gets no CPU time, and right code does not come to its sleep.
//!
//! Called by both native back ends, in a few executions of a case.

use std::thread;
use std::time::Duration;

use crate::meter;

/// Time to go to sleep in, after the last thing that happened.
const SETTLE: Duration = Duration::from_millis(20);
/// How long each look takes.
const WINDOW: Duration = Duration::from_millis(60);
/// So many windows at most.
const WINDOWS: u32 = 25;
/// So many of them must be loud, and none quiet.
const CONVICT: u32 = 6;
/// CPU time that makes a window loud; on a very busy machine a spinner does not get much more.
const LOUD: Duration = Duration::from_millis(3);
/// How often one thread gets up in a window that is loud.
///
/// More often than the harness's own watchdog does, should the system ever fail to list that.
const RESTLESS: u64 = 5;

/// What disturbed the quiet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noise {
    /// So much CPU time in a window; these threads used it, where the system tells.
    Cpu(Duration, Vec<u32>),
    /// These threads got up so often, at least, in a window.
    Restless(u64, Vec<u32>),
}

/// What one window has shown.
enum Window {
    Quiet,
    Unclear,
    Loud(Noise),
}

/// The length of a window, for people.
pub(crate) const fn window() -> Duration {
    WINDOW
}

/// Listens until it is quiet. The threads in `known` are the harness's own.
pub(crate) fn listen(known: &[u32], mut go_on: impl FnMut() -> bool) -> Option<Noise> {
    thread::sleep(SETTLE);
    let mut loud = 0;
    for _ in 0..WINDOWS {
        if !go_on() {
            return None;
        }
        match one_window(known) {
            Window::Quiet => return None,
            Window::Unclear => {}
            Window::Loud(noise) => {
                loud += 1;
                if loud == CONVICT {
                    return Some(noise);
                }
            }
        }
    }
    None
}

fn one_window(known: &[u32]) -> Window {
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
        // Threads are counted in ticks of 10 ms; without a whole one, whoever is awake is named.
        let ticked = compared.iter().filter(|(_, cpu, _)| !cpu.is_zero());
        let mut names: Vec<u32> = ticked.map(|&(id, ..)| id).collect();
        if names.is_empty() {
            names = now.iter().filter(|thread| !thread.asleep).map(|thread| thread.id).collect();
        }
        return Window::Loud(Noise::Cpu(used, names));
    }
    let restless: Vec<_> = compared.iter().filter(|(.., ups)| *ups >= RESTLESS).collect();
    if let Some(fewest) = restless.iter().map(|(.., ups)| *ups).min() {
        let names = restless.iter().map(|&&(id, ..)| id).collect();
        return Window::Loud(Noise::Restless(fewest, names));
    }
    if now.iter().all(|thread| thread.asleep) { Window::Quiet } else { Window::Unclear }
}
