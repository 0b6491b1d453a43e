//! The world of one execution of tasks: its clock, and what the harness knows of who is polled.
//!
//! Made by `native`, once an execution; used through the seam in `crate::tasks::world`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use protocol::{Failure, Verdict};
use tokio::runtime::Handle;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

use super::nudge::Blocking;
use super::who;
use crate::execution::Execution;
use crate::failure::{NOBODY_LEFT, list};
use crate::hang::Hang;
use crate::native::{Surroundings, Watched, compressed};
use crate::quiet::{self, Noise};
use crate::tasks::base::Base;
use crate::tasks::virtual_time::{POLLS, idle_hour};
use crate::tasks::world::{Abort, BoxFuture, World};
use crate::world::Stage;

/// Executions in real time in which waiting is metered; it takes long.
const METERED: u64 = 1;
/// What the others do instead.
const A_MOMENT: Duration = Duration::from_millis(2);

/// One execution's world.
pub(super) struct Native {
    base: Base,
    kind: Kind,
    blocking: Arc<Blocking>,
    began: Instant,
    surroundings: Surroundings,
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

impl Native {
    /// To be called inside the runtime, whose clock it takes.
    pub(super) fn new(
        execution: &Arc<Execution>,
        kind: Kind,
        blocking: &Arc<Blocking>,
        surroundings: &Surroundings,
    ) -> Self {
        Self {
            base: Base::new(execution),
            kind,
            blocking: Arc::clone(blocking),
            began: Instant::now(),
            surroundings: surroundings.clone(),
            inside: Mutex::default(),
        }
    }

    /// The scenario runs on a thread that is none of the runtime's workers, and may block.
    fn idle_windows(&self) {
        let before = self.base.polls();
        let execution = &self.base.execution;
        let go_on = || {
            execution.progress();
            !execution.has_failed()
        };
        let Some(noise) = quiet::listen(&self.surroundings.threads, go_on) else { return };
        let what = match noise {
            Noise::Cpu(cpu, _) => format!("used {cpu:.0?} of CPU time"),
            Noise::Restless(times, _) => format!("got up {times} times"),
        };
        let polled = self.base.polled_since(&before, POLLS);
        let who = if polled.is_empty() { "somebody".to_owned() } else { list(&polled) };
        let window = quiet::window();
        let summary =
            format!("{who} {what} in {window:?} in which there was nothing to do but wait");
        execution.fail(Failure::new(Verdict::BusyWait, summary));
        self.failed();
    }
}

impl Stage for Native {
    fn is_virtual(&self) -> bool {
        self.kind == Kind::Virtual && !self.blocking.has_started()
    }

    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn who(&self) -> String {
        who::who().unwrap_or_else(|| "a helper task".to_owned())
    }

    fn failed(&self) {
        self.base.tell_all();
    }
}

impl World for Native {
    fn base(&self) -> &Base {
        &self.base
    }

    fn start(&self, _: &str, future: BoxFuture) -> Abort {
        let task = tokio::spawn(future).abort_handle();
        Arc::new(move || task.abort())
    }

    fn sleep(&self, time: Duration) -> BoxFuture {
        Box::pin(sleep(if self.kind == Kind::Virtual { time } else { compressed(time) }))
    }

    fn turn(&self) -> BoxFuture {
        Box::pin(yield_now())
    }

    fn idle(self: Arc<Self>) -> BoxFuture {
        match self.kind {
            Kind::Virtual => Box::pin(idle_hour(self)),
            Kind::Real { nth } if nth < METERED && self.surroundings.alone => {
                Box::pin(async move { self.idle_windows() })
            }
            Kind::Real { .. } => self.sleep(A_MOMENT),
        }
    }

    fn in_the_name_of(&self, name: &str, piece: &mut dyn FnMut()) {
        let before = who::set(Some(name.to_owned()));
        let one_thread = self.kind == Kind::Virtual;
        if one_thread {
            lock(&self.inside).push(name.to_owned());
        }
        piece();
        if one_thread {
            lock(&self.inside).pop();
        }
        who::set(before);
    }

    fn counts_polls(&self) -> bool {
        true
    }

    fn tasks_alive(&self) -> usize {
        Handle::current().metrics().num_alive_tasks()
    }

    /// How often the workers of the current runtime went to sleep.
    fn times_up(&self) -> u64 {
        let metrics = Handle::current().metrics();
        (0..metrics.num_workers()).map(|worker| metrics.worker_park_count(worker)).sum()
    }
}

impl Watched for Native {
    fn execution(&self) -> &Execution {
        &self.base.execution
    }

    fn explain(&self, hang: &Hang) -> Failure {
        let inside = lock(&self.inside).last().cloned();
        let (verdict, summary) = match (hang, inside) {
            (Hang::Asleep, Some(name)) => (
                Verdict::Deadlock,
                format!(
                    "`{name}` blocks the runtime's thread itself, so that no other task can run: \
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
        Failure { waits: self.base.execution.waits(), ..Failure::new(verdict, summary) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
