//! The world of a scenario of threads under the deterministic scheduler: callers are virtual
//! threads, time is virtual, and a failure ends the execution on the spot.
//!
//! Made once an execution; used through the seam in `crate::world`.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interleave::{Kind, Modelled, Op, Queue, Side, TaskId, deadline, gate, thread};
use protocol::{Failure, Verdict};

use super::explore::Body;
use super::hooks::{any, style_of_threads};
use crate::chances::patience;
use crate::execution::{Caller, Execution, SCENARIO};
use crate::failure::{list, quoted};
use crate::seed::Style;
use crate::threads::{Run, Scenario};
use crate::world::{Stage, World};

/// Time to go to sleep in, then time to be asleep in.
const SETTLE: Duration = Duration::from_secs(60);
const IDLE: Duration = Duration::from_secs(3600);
/// More steps than this in that time, and somebody looks again now and then.
const STEPS: u64 = 20;

/// A mark that stands for no entry of the log.
const NO_ENTRY: u32 = u32::MAX;

/// A scenario of threads, to be explored.
pub(crate) fn of_threads(scenario: &Scenario) -> Body {
    let scenario = Arc::clone(scenario);
    Arc::new(move |execution| play(execution, &scenario))
}

fn play(execution: &Arc<Execution>, scenario: &Scenario) {
    let execution = Arc::clone(execution);
    let style = style_of_threads(&execution);
    let (callers, events) = (Mutex::default(), Mutex::default());
    let world = Arc::new(ModelWorld { execution, style, callers, events });
    let run = Run::new(&world.execution, Arc::clone(&world) as _);
    world.execution.guard(SCENARIO, || {
        scenario(&run);
        run.join();
    });
    if world.execution.has_failed() {
        world.failed();
    }
}

/// One execution's world.
struct ModelWorld {
    execution: Arc<Execution>,
    /// How callbacks pass their time.
    style: Style,
    callers: Mutex<Vec<(Arc<Caller>, TaskId)>>,
    /// What callers wait for together, each with a queue that opens once and for good.
    events: Mutex<BTreeMap<String, Modelled<()>>>,
}

impl ModelWorld {
    fn callers(&self) -> MutexGuard<'_, Vec<(Arc<Caller>, TaskId)>> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn event(&self, what: &str, verb: &'static str) -> (Op, Queue) {
        static EVENT: Kind = Kind::closed("meeting");
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let event = events.entry(what.to_owned()).or_insert_with(|| Modelled::new(()));
        let object = event.object(&EVENT);
        (Op { verb, object, place: Location::caller() }, Queue::of(object, Side::Main))
    }

    /// Sleeps, at most ten milliseconds.
    fn nap(&self) {
        const MICROSECONDS: [u32; 8] = [10, 1, 100, 500, 1_000, 2_000, 5_000, 10_000];
        let time = any(&self.execution, &MICROSECONDS);
        self.sleep(Duration::from_micros(u64::from(time)));
    }
}

impl Stage for ModelWorld {
    fn is_virtual(&self) -> bool {
        true
    }

    fn now(&self) -> Duration {
        Duration::from_nanos(thread::now())
    }

    fn who(&self) -> String {
        let task = thread::current();
        if task == TaskId::MAIN {
            return SCENARIO.to_owned();
        }
        thread::name(task).unwrap_or_else(|| format!("thread {}", task.index()))
    }

    fn logged(&self, index: usize) {
        gate::mark(u32::try_from(index).unwrap_or(u32::MAX));
    }

    fn failed(&self) {
        gate::halt();
    }
}

impl World for ModelWorld {
    fn start(&self, caller: &Arc<Caller>, body: Box<dyn FnOnce() + Send>) {
        let task = thread::spawn(Some(caller.name.clone()), Location::caller(), body);
        self.callers().push((Arc::clone(caller), task));
    }

    fn join(&self, caller: &Arc<Caller>) {
        let known = self.callers().iter().find(|(known, _)| Arc::ptr_eq(known, caller)).cloned();
        let Some((_, task)) = known else { return };
        if let Err(panic) = thread::join(task, Location::caller()) {
            std::panic::resume_unwind(panic);
        }
    }

    fn sleep(&self, time: Duration) {
        thread::sleep(deadline::nanoseconds(time), Location::caller());
    }

    fn wait_for(&self, what: &str, _: &dyn Fn() -> bool) {
        let (op, queue) = self.event(what, "wait for the others");
        gate::pass_until(op, queue, deadline::after(patience(true)), |_, _| ());
    }

    fn came_true(&self, what: &str) {
        let (op, queue) = self.event(what, "meet the others");
        gate::step(op, |kernel| kernel.open(queue));
    }

    fn disturb(&self) {
        let style = match self.style {
            Style::Mixed => {
                any(&self.execution, &[Style::Yielding, Style::Instant, Style::Slow, Style::Slow])
            }
            style => style,
        };
        match style {
            Style::Slow => self.nap(),
            Style::Yielding => thread::yield_now("callback runs", Location::caller()),
            Style::Instant | Style::Mixed => {}
        }
    }

    fn idle(&self) {
        self.sleep(SETTLE);
        // Whoever looks very often runs out of the engine's patience from here on.
        gate::mark(NO_ENTRY);
        let before = gate::quietly(|kernel| kernel.events());
        self.sleep(IDLE);
        let steps = gate::quietly(|kernel| kernel.steps_since(before));
        let own = thread::current();
        let restless = steps.into_iter().filter(|(task, steps)| *task != own && *steps > STEPS);
        let name = |task| thread::name(task).map_or("a helper thread".to_owned(), quoted);
        let who: BTreeSet<String> = restless.map(|(task, _)| name(task)).collect();
        if !who.is_empty() {
            let gets = if who.len() == 1 { "gets" } else { "get" };
            let summary = format!(
                "{} {gets} up again and again in an hour in which there was nothing to do but wait",
                list(&Vec::from_iter(who))
            );
            self.execution.fail(Failure::new(Verdict::BusyWait, summary));
            self.failed();
        }
    }
}
