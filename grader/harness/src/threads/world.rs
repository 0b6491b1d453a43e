//! The real world of one execution of threads: a caller is a thread of the system, with a start that
//! is staggered and callbacks that take their time, all drawn from the execution's seed.
//!
//! Made by `native`, once an execution; used through the seam in `crate::world`.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use protocol::{Failure, Verdict};

use super::delay::Delay;
use crate::chances::patience;
use crate::execution::{Caller, Execution};
use crate::failure::{NOBODY_LEFT, list, quoted};
use crate::hang::Hang;
use crate::native::{Surroundings, Watched, compressed};
use crate::quiet::{self, Noise};
use crate::world::{Stage, World};

/// Executions of a case in which waiting is metered; it takes long.
const METERED: u64 = 1;
/// What the others do instead.
const A_MOMENT: Duration = Duration::from_millis(2);
/// One execution in so many starves somebody, and one caller in so many is the one.
const STARVES: u8 = 8;
const IS_VICTIM: u8 = 3;

thread_local! {
    static CALLER: RefCell<Option<Local>> = const { RefCell::new(None) };
}

/// What a caller's thread knows.
struct Local {
    name: String,
    rng: Rng,
    is_victim: bool,
}

/// The real world, for one execution.
pub(super) struct Native {
    execution: Arc<Execution>,
    began: Instant,
    /// Somebody is to be starved in this execution, and has not been picked yet.
    starves: AtomicBool,
    news: Arc<News>,
    surroundings: Surroundings,
}

/// Tells who waits that a caller has returned or the execution has failed.
#[derive(Default)]
struct News {
    gate: Mutex<()>,
    changed: Condvar,
}

impl News {
    fn tell(&self) {
        let _gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        self.changed.notify_all();
    }

    fn wait_while(&self, time: Duration, waits: impl Fn() -> bool) {
        let gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.changed.wait_timeout_while(gate, time, |()| waits());
    }
}

impl Native {
    pub(super) fn new(execution: &Arc<Execution>, surroundings: &Surroundings) -> Self {
        let starves = execution.draw(|rng| rng.u8(0..STARVES) == 0);
        Self {
            execution: Arc::clone(execution),
            began: Instant::now(),
            starves: AtomicBool::new(starves),
            news: Arc::default(),
            surroundings: surroundings.clone(),
        }
    }

    fn local(&self, name: &str) -> Local {
        let mut rng = self.execution.draw(Rng::fork);
        let is_victim = rng.u8(0..IS_VICTIM) == 0 && self.starves.swap(false, Ordering::Relaxed);
        Local { name: name.to_owned(), rng, is_victim }
    }

    /// The names of the callers on these threads, or of what else they are.
    fn names(&self, threads: &[u32]) -> String {
        let callers = self.execution.callers();
        let theirs = callers.iter().filter(|caller| caller.runs_on(threads));
        let names: Vec<String> = theirs.map(|caller| quoted(&caller.name)).collect();
        if names.is_empty() { "somebody".to_owned() } else { list(&names) }
    }
}

impl Stage for Native {
    fn is_virtual(&self) -> bool {
        false
    }

    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn who(&self) -> String {
        let caller = CALLER.with_borrow(|local| local.as_ref().map(|local| local.name.clone()));
        let thread = || thread::current().name().map(str::to_owned);
        caller.or_else(thread).unwrap_or_else(|| "a helper thread".to_owned())
    }

    fn failed(&self) {
        self.news.tell();
    }
}

impl World for Native {
    fn start(&self, caller: &Arc<Caller>, body: Box<dyn FnOnce() + Send>) {
        let mut local = self.local(&caller.name);
        let delay = Delay::of_start(local.is_victim, &mut local.rng);
        let (news, caller) = (Arc::clone(&self.news), Arc::clone(caller));
        let thread = thread::Builder::new().name(caller.name.clone());
        let started = thread.spawn(move || {
            CALLER.set(Some(local));
            caller.runs_here();
            delay.pass();
            body();
            news.tell();
        });
        started.expect("the system can start another thread");
    }

    fn join(&self, caller: &Arc<Caller>) {
        self.news.wait_while(Duration::MAX, || !caller.is_done() && !self.execution.has_failed());
    }

    fn sleep(&self, time: Duration) {
        self.news.wait_while(compressed(time), || !self.execution.has_failed());
    }

    fn wait_for(&self, _: &str, holds: &dyn Fn() -> bool) {
        let waits = || !holds() && !self.execution.has_failed();
        self.news.wait_while(patience(false), waits);
    }

    fn came_true(&self, _: &str) {
        self.news.tell();
    }

    fn disturb(&self) {
        let style = self.execution.style();
        let drawn = CALLER.with_borrow_mut(|local| {
            let local = local.as_mut()?;
            Some(Delay::of_work(style, local.is_victim, &mut local.rng))
        });
        let delay =
            drawn.unwrap_or_else(|| self.execution.draw(|rng| Delay::of_work(style, false, rng)));
        delay.pass();
    }

    fn idle(&self) {
        if self.execution.index() >= METERED || !self.surroundings.alone {
            return self.sleep(A_MOMENT);
        }
        let go_on = || {
            self.execution.progress();
            !self.execution.has_failed()
        };
        let summary = match quiet::listen(&self.surroundings.threads, go_on) {
            None => return,
            Some(Noise::Cpu(cpu, threads)) => format!(
                "{} used {cpu:.0?} of CPU time in {:?} in which there was nothing to do but wait",
                self.names(&threads),
                quiet::window(),
            ),
            Some(Noise::Restless(times, threads)) => format!(
                "{} got up {times} times in {:?} in which there was nothing to do but wait",
                self.names(&threads),
                quiet::window(),
            ),
        };
        self.execution.fail(Failure::new(Verdict::BusyWait, summary));
    }
}

impl Watched for Native {
    fn execution(&self) -> &Execution {
        &self.execution
    }

    fn explain(&self, hang: &Hang) -> Failure {
        let callers = self.execution.callers();
        let left: Vec<_> = callers.iter().filter(|caller| !caller.is_done()).collect();
        let all_burn =
            |threads: &[u32]| !left.is_empty() && left.iter().all(|caller| caller.runs_on(threads));
        let (verdict, summary) = match hang {
            Hang::Asleep => (Verdict::Deadlock, NOBODY_LEFT.to_owned()),
            Hang::Polling(threads) => (
                Verdict::BusyWait,
                format!(
                    "{} gets up again and again to look, and nothing changes",
                    self.names(threads)
                ),
            ),
            Hang::Burning(threads) if all_burn(threads) => (
                Verdict::BusyWait,
                format!(
                    "{} spins: it uses CPU time without end, and nothing changes",
                    self.names(threads)
                ),
            ),
            Hang::Burning(threads) => {
                (Verdict::TimeLimit, format!("{} computes without end", self.names(threads)))
            }
            Hang::TimeLimit(time) => {
                (Verdict::TimeLimit, format!("nothing has happened for {} seconds", time.as_secs()))
            }
        };
        Failure { waits: self.execution.waits(), ..Failure::new(verdict, summary) }
    }
}
