//! The world of one execution of tasks: its clock, and what the harness knows of who is polled.
//!
//! Called by the face (`run`, `call`) and by `metered`; `runtime` makes it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use protocol::{Failure, Verdict};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::disturb::Disturbance;
use super::who;
use crate::execution::Execution;
use crate::failure::{NOBODY_LEFT, list};
use crate::hang::Hang;
use crate::native::{Surroundings, Watched, compressed};
use crate::quiet::{self, Noise};
use crate::world::Stage;

/// Under the virtual clock: time to go to sleep in, and time to be asleep.
const SETTLE: Duration = Duration::from_secs(60);
const ASLEEP: [Duration; 2] = [Duration::from_secs(60), HOUR];
const HOUR: Duration = Duration::from_secs(3_600);
/// How often a call may be polled in that time, and how often the runtime may get up.
const POLLS: u64 = 20;
const GETS_UP: u64 = 200;
/// Executions in real time in which waiting is metered; it takes long.
const METERED: u64 = 1;
/// What the others do instead.
const A_MOMENT: Duration = Duration::from_millis(2);

/// One execution's world.
pub(super) struct World {
    pub(super) execution: Arc<Execution>,
    kind: Kind,
    began: Instant,
    surroundings: Surroundings,
    /// Tells who waits that a call is over or the execution has failed.
    news: watch::Sender<()>,
    /// How often each call was polled.
    polls: Mutex<Vec<u64>>,
    /// Who is being polled, innermost last; kept where there is one thread to poll.
    inside: Mutex<Vec<String>>,
}

/// Which of the two runtimes it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One thread and a paused clock, which jumps to the next timer when nobody can run.
    Virtual,
    /// Several threads in real time; the `nth` execution of this kind.
    Real { nth: u64 },
}

impl World {
    /// To be called inside the runtime, whose clock it takes.
    pub(super) fn new(execution: &Arc<Execution>, kind: Kind, surroundings: &Surroundings) -> Self {
        Self {
            execution: Arc::clone(execution),
            kind,
            began: Instant::now(),
            surroundings: surroundings.clone(),
            news: watch::Sender::new(()),
            polls: Mutex::default(),
            inside: Mutex::default(),
        }
    }

    /// Waits until something holds that changes with the [news](Self::tell).
    pub(super) async fn until(&self, holds: impl Fn() -> bool) {
        let mut news = self.news.subscribe();
        while !holds() {
            // The sender is ours and still there.
            let _ = news.changed().await;
        }
    }

    /// A call is over, or the execution has failed.
    pub(super) fn tell(&self) {
        self.news.send_replace(());
    }

    /// Fails the execution.
    pub(super) fn fail(&self, failure: Failure) {
        self.execution.fail(failure);
        self.tell();
    }

    /// What happens before a call is polled first.
    pub(super) fn stagger(&self) -> impl Future<Output = ()> + Send + use<> {
        let is_virtual = self.is_virtual();
        self.execution.draw(|rng| Disturbance::of_start(is_virtual, rng)).pass()
    }

    /// Takes a while, or no time at all.
    pub(super) async fn disturb(&self) {
        let (style, is_virtual) = (self.execution.style(), self.is_virtual());
        self.execution.draw(|rng| Disturbance::of_work(style, is_virtual, rng)).pass().await;
    }

    /// Lets so much time pass.
    pub(super) async fn sleep(&self, time: Duration) {
        sleep(if self.is_virtual() { time } else { compressed(time) }).await;
    }

    /// A call gets polled.
    pub(super) fn polled(&self, caller: usize) {
        let mut polls = lock(&self.polls);
        if polls.len() <= caller {
            polls.resize(caller + 1, 0);
        }
        polls[caller] += 1;
    }

    /// Somebody gets polled, until [`leave`](Self::leave).
    pub(super) fn enter(&self, name: &str) {
        if self.is_virtual() {
            lock(&self.inside).push(name.to_owned());
        }
    }

    /// The poll is over.
    pub(super) fn leave(&self) {
        if self.is_virtual() {
            lock(&self.inside).pop();
        }
    }

    /// Lets a long time pass in which nobody may run.
    pub(super) async fn idle(&self) {
        match self.kind {
            Kind::Virtual => self.idle_hour().await,
            Kind::Real { nth } if nth < METERED && self.surroundings.alone => self.idle_windows(),
            Kind::Real { .. } => self.sleep(A_MOMENT).await,
        }
    }

    async fn idle_hour(&self) {
        sleep(SETTLE).await;
        for time in ASLEEP {
            let (polls, ups) = (lock(&self.polls).clone(), times_up());
            sleep(time).await;
            self.execution.progress();
            let restless = self.polled_since(&polls, POLLS);
            let who = if !restless.is_empty() {
                list(&restless)
            } else if times_up() - ups > GETS_UP {
                "a helper task".to_owned()
            } else {
                continue;
            };
            let summary = format!(
                "{who} gets up again and again in {} in which there was nothing to do but wait",
                if time < HOUR { "a minute" } else { "an hour" },
            );
            return self.fail(Failure::new(Verdict::BusyWait, summary));
        }
    }

    /// The scenario runs on a thread that is none of the runtime's workers, and may block.
    fn idle_windows(&self) {
        let before = lock(&self.polls).clone();
        let go_on = || {
            self.execution.progress();
            !self.execution.has_failed()
        };
        let Some(noise) = quiet::listen(&self.surroundings.threads, go_on) else { return };
        let what = match noise {
            Noise::Cpu(cpu, _) => format!("used {cpu:.0?} of CPU time"),
            Noise::Restless(times, _) => format!("got up {times} times"),
        };
        let polled = self.polled_since(&before, POLLS);
        let who = if polled.is_empty() { "somebody".to_owned() } else { list(&polled) };
        let window = quiet::window();
        let summary =
            format!("{who} {what} in {window:?} in which there was nothing to do but wait");
        self.fail(Failure::new(Verdict::BusyWait, summary));
    }

    /// The calls that were polled more than so many times since.
    fn polled_since(&self, before: &[u64], times: u64) -> Vec<String> {
        let polls = lock(&self.polls).clone();
        let callers = self.execution.callers();
        let polled = |caller: usize| {
            let of = |polls: &[u64]| polls.get(caller).copied().unwrap_or(0);
            of(&polls) - of(before) > times
        };
        let restless = callers.iter().filter(|caller| polled(caller.index));
        restless.map(|caller| format!("`{}`", caller.name)).collect()
    }
}

/// How often the workers of the current runtime went to sleep.
pub(super) fn times_up() -> u64 {
    let metrics = Handle::current().metrics();
    (0..metrics.num_workers()).map(|worker| metrics.worker_park_count(worker)).sum()
}

impl Stage for World {
    fn is_virtual(&self) -> bool {
        self.kind == Kind::Virtual
    }

    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn who(&self) -> String {
        who::who().unwrap_or_else(|| "a helper task".to_owned())
    }

    fn failed(&self) {
        self.tell();
    }
}

impl Watched for World {
    fn execution(&self) -> &Execution {
        &self.execution
    }

    fn explain(&self, hang: &Hang) -> Failure {
        let inside = lock(&self.inside).last().cloned();
        let (verdict, summary) = match (hang, inside) {
            (Hang::Asleep, Some(name)) => (
                Verdict::Deadlock,
                format!(
                    "`{name}` blocks the executor thread itself, so that no other task can run: \
                     a task must wait with `.await`"
                ),
            ),
            (Hang::Asleep, None) => (Verdict::Deadlock, NOBODY_LEFT.to_owned()),
            (Hang::Burning(_), Some(name)) => (
                Verdict::TimeLimit,
                format!(
                    "`{name}` computes without end and without an `.await`, so that no other task can run"
                ),
            ),
            (Hang::Burning(_), None) => (
                Verdict::BusyWait,
                "somebody uses CPU time without end, and nothing changes".to_owned(),
            ),
            (Hang::Polling(_), name) => {
                let who = name.map_or_else(|| "somebody".to_owned(), |name| format!("`{name}`"));
                (
                    Verdict::BusyWait,
                    format!("{who} gets up again and again to look, and nothing changes"),
                )
            }
            (Hang::TimeLimit(time), _) => {
                (Verdict::TimeLimit, format!("nothing has happened for {} seconds", time.as_secs()))
            }
        };
        Failure { waits: self.execution.waits(), ..Failure::new(verdict, summary) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
