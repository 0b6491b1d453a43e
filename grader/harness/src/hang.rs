//! Tells apart an execution that takes its time from one that hangs, and what kind of hang it is.
//!
//! The one rule: right code on a machine that is much too busy must never read as a hang. So
//! nothing is judged by the clock alone as long as there is something better: that nobody runs is
//! seen from the system's counts of who ran, and spinning from CPU time that was really used. The
//! clock alone ends an execution only after [`LAST_RESORT`].
//!
//! Called by `native`, once a period.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::meter::{self, Thread};

/// Without progress for so long, an execution gets looked at closely.
const SUSPICIOUS: Duration = Duration::from_millis(200);
/// How often it then is looked at.
const LOOKS: Duration = Duration::from_millis(50);
/// Nobody has run for so long: nobody will.
const ASLEEP: Duration = Duration::from_millis(1_600);
/// The same while somebody waits for a moment in time, who may wake the others when it comes.
const ASLEEP_FOR_A_TIME: Duration = Duration::from_secs(8);
/// The same where only the CPU time of the process is known.
const ASLEEP_PERHAPS: Duration = Duration::from_secs(4);
/// What a process may use of the CPU while it is asleep, for each look at it.
const NOTHING: Duration = Duration::from_micros(500);
/// CPU time that is used up without progress.
const BURNT: Duration = Duration::from_secs(4);
/// Time in which everybody is asleep whenever one looks, yet gets up again and again.
const POLLING: Duration = Duration::from_secs(4);
/// How often they get up in that time, at least.
const TIMES_UP: u64 = 20;
/// Of the CPU time that was burnt, what a thread must have used to be named.
const TO_BE_NAMED: f64 = 0.1;
/// Without progress for so long, for whatever reason.
const LAST_RESORT: Duration = Duration::from_secs(10);

/// What kind of hang it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hang {
    /// Nobody has run for a while, and nobody will.
    Asleep,
    /// CPU time is used up without progress, by these threads (none where the system does not tell).
    Burning(Vec<u32>),
    /// These threads get up again and again and go back to sleep.
    Polling(Vec<u32>),
    /// There has been no progress for so long.
    TimeLimit(Duration),
}

/// Watches one execution after the other.
#[derive(Debug)]
pub(crate) struct Watch {
    /// Which execution, and how far it has come.
    progress: (u64, u64),
    began: Began,
    close: Option<Close>,
    /// Threads that were there before, and are none of the executions' doing.
    known: Arc<[u32]>,
}

/// When progress was last seen.
#[derive(Debug, Clone, Copy)]
struct Began {
    at: Instant,
    cpu: Duration,
}

impl Began {
    fn now() -> Self {
        Self { at: Instant::now(), cpu: meter::cpu() }
    }
}

/// A close look at an execution without progress.
#[derive(Debug)]
struct Close {
    first: Vec<Thread>,
    last: Vec<Thread>,
    looked_at: Instant,
    /// The CPU time of the process then.
    cpu: Duration,
    looks: u64,
    /// Looks that found everybody asleep.
    asleep: u64,
    /// Looks that found this thread awake.
    awake: HashMap<u32, u64>,
    /// Since when nobody has run.
    still_since: Option<Instant>,
}

impl Watch {
    /// A watch that starts now.
    pub(crate) fn new(known: &Arc<[u32]>) -> Self {
        Self { progress: (0, 0), began: Began::now(), close: None, known: Arc::clone(known) }
    }

    /// Says whether it is a hang, given which execution it is and how far it has come.
    pub(crate) fn look(&mut self, progress: (u64, u64)) -> Option<Hang> {
        if progress != self.progress {
            (self.progress, self.began, self.close) = (progress, Began::now(), None);
        }
        let without = self.began.at.elapsed();
        if without < SUSPICIOUS {
            return None;
        }
        let due = self.close.as_ref().is_none_or(|close| close.looked_at.elapsed() >= LOOKS);
        if due {
            // The system wakes sleepers together, and we would always meet a poller awake.
            thread::sleep(Duration::from_micros(fastrand::u64(0..10_000)));
            let mut threads = meter::threads();
            threads.retain(|thread| !self.known.contains(&thread.id));
            match &mut self.close {
                None => self.close = Some(Close::new(threads)),
                Some(close) => close.again(threads),
            }
        }
        let close = self.close.as_ref()?;
        if close.nobody_runs() {
            return Some(Hang::Asleep);
        }
        let burnt = meter::cpu().saturating_sub(self.began.cpu);
        if burnt >= BURNT {
            return Some(Hang::Burning(close.burning()));
        }
        if without >= POLLING && close.is_polled() {
            return Some(Hang::Polling(close.getting_up()));
        }
        (without >= LAST_RESORT).then(|| close.best_guess(without))
    }

    /// How long there has been no progress.
    pub(crate) fn without_progress(&self) -> Duration {
        self.began.at.elapsed()
    }
}

impl Close {
    fn new(threads: Vec<Thread>) -> Self {
        Self {
            first: threads.clone(),
            last: threads,
            looked_at: Instant::now(),
            cpu: meter::cpu(),
            looks: 0,
            asleep: 0,
            awake: HashMap::new(),
            still_since: None,
        }
    }

    fn again(&mut self, threads: Vec<Thread>) {
        let (cpu, now) = (meter::cpu(), Instant::now());
        let asleep = threads.iter().all(|thread| thread.asleep);
        let still = if threads.is_empty() {
            cpu.saturating_sub(self.cpu) < NOTHING
        } else {
            asleep && threads == self.last
        };
        self.looks += 1;
        self.asleep += u64::from(asleep);
        for thread in threads.iter().filter(|thread| !thread.asleep) {
            *self.awake.entry(thread.id).or_default() += 1;
        }
        self.still_since = if still { self.still_since.or(Some(self.looked_at)) } else { None };
        (self.last, self.cpu, self.looked_at) = (threads, cpu, now);
    }

    fn nobody_runs(&self) -> bool {
        let patience = match &self.last[..] {
            [] => ASLEEP_PERHAPS,
            threads if threads.iter().any(|thread| thread.timed) => ASLEEP_FOR_A_TIME,
            _ => ASLEEP,
        };
        self.still_since.is_some_and(|since| since.elapsed() >= patience)
    }

    /// Each thread now, and as it was at first.
    fn compared(&self) -> impl Iterator<Item = (&Thread, &Thread)> {
        self.last.iter().filter_map(|now| {
            let then = self.first.iter().find(|then| then.id == now.id)?;
            Some((now, then))
        })
    }

    fn burning(&self) -> Vec<u32> {
        let used = |(now, then): (&Thread, &Thread)| (now.id, now.cpu.saturating_sub(then.cpu));
        let used: Vec<(u32, Duration)> = self.compared().map(used).collect();
        let all: Duration = used.iter().map(|&(_, cpu)| cpu).sum();
        let burns = |cpu: Duration| cpu > all.mul_f64(TO_BE_NAMED);
        used.into_iter().filter(|&(_, cpu)| burns(cpu)).map(|(id, _)| id).collect()
    }

    /// A machine that is too busy gives nobody much CPU time, but who wants it is awake, and who
    /// polls gets up.
    fn best_guess(&self, without: Duration) -> Hang {
        let (awake, up) = (self.mostly_awake(), self.getting_up());
        if !awake.is_empty() {
            Hang::Burning(awake)
        } else if !up.is_empty() {
            Hang::Polling(up)
        } else {
            Hang::TimeLimit(without)
        }
    }

    fn mostly_awake(&self) -> Vec<u32> {
        let mostly = self.awake.iter().filter(|(_, times)| **times * 2 > self.looks);
        mostly.map(|(&id, _)| id).collect()
    }

    /// Whoever works is awake most times, even if the machine gives it little.
    fn is_polled(&self) -> bool {
        let mostly = !self.last.is_empty() && self.asleep * 10 >= self.looks * 9;
        mostly && !self.getting_up().is_empty()
    }

    fn getting_up(&self) -> Vec<u32> {
        let often = |(now, then): &(&Thread, &Thread)| now.switches - then.switches >= TIMES_UP;
        self.compared().filter(often).map(|(now, _)| now.id).collect()
    }
}
