//! The world of a scenario of tasks under the deterministic scheduler: callers are tasks of a
//! modelled runtime, and a failure ends the execution on the spot.
//!
//! Every other execution, as its seed has it, runs on a current-thread runtime, where tasks switch
//! at awaits only; the others on one of several workers, where they interleave everywhere.

use std::sync::Arc;
use std::time::Duration;

use interleave::{TaskId, gate, thread};
use model_tokio::runtime::{Builder, Handle, Runtime, spawn_named};
use model_tokio::task::yield_now;
use model_tokio::time::sleep;

use super::explore::Body;
use super::hooks::{any, style_of_tasks};
use crate::execution::{Execution, SCENARIO};
use crate::hooks::Draw;
use crate::seed::Style;
use crate::tasks::{
    Abort, Base, BoxFuture, Disturbance, Occasion, Scenario, World, helpers_end, idle_hour, whole,
};
use crate::world::Stage;

/// A scenario of tasks, to be explored.
pub(crate) fn of_tasks(scenario: &Scenario) -> Body {
    let scenario = Arc::clone(scenario);
    Arc::new(move |execution| play(execution, &scenario))
}

fn play(execution: &Arc<Execution>, scenario: &Scenario) {
    let style = style_of_tasks(execution);
    let world: Arc<dyn World> = Arc::new(ModelWorld { base: Base::new(execution), style });
    let runtime = runtime(execution);
    runtime.block_on(async {
        whole(&world, scenario).await;
        if !execution.has_failed() {
            helpers_end(&world).await;
        }
    });
    if execution.has_failed() {
        world.failed();
    }
}

fn runtime(execution: &Execution) -> Runtime {
    let (mut builder, workers) = match execution.below(Draw::Each, 2) {
        0 => (Builder::new_current_thread(), 1),
        _ => (Builder::new_multi_thread(), any(execution, &[2, 3])),
    };
    builder.worker_threads(workers).enable_all().build().expect("the model always builds")
}

/// One execution's world.
struct ModelWorld {
    base: Base,
    /// How callbacks pass their time.
    style: Style,
}

impl Stage for ModelWorld {
    fn is_virtual(&self) -> bool {
        true
    }

    fn now(&self) -> Duration {
        Duration::from_nanos(thread::now())
    }

    fn who(&self) -> String {
        let task = thread::running();
        if task == TaskId::MAIN {
            return SCENARIO.to_owned();
        }
        thread::name(task).unwrap_or_else(|| "a helper thread".to_owned())
    }

    fn logged(&self, index: usize) {
        gate::mark(u32::try_from(index).unwrap_or(u32::MAX));
    }

    fn failed(&self) {
        gate::halt();
    }
}

impl World for ModelWorld {
    fn base(&self) -> &Base {
        &self.base
    }

    fn start(&self, name: &str, future: BoxFuture) -> Abort {
        let task = spawn_named(name.to_owned(), future).abort_handle();
        Arc::new(move || task.abort())
    }

    fn sleep(&self, time: Duration) -> BoxFuture {
        Box::pin(sleep(time))
    }

    fn disturbance(&self, occasion: Occasion) -> Disturbance {
        const MILLISECONDS: [u64; 5] = [1, 10, 1_000, 60_000, 3_600_000];
        let execution = &self.base.execution;
        let turns = |of: &[u8]| Disturbance::Turns(any(execution, of));
        let style = match (occasion, self.style) {
            (Occasion::Start, _) => return turns(&[0, 0, 0, 1, 2]),
            (_, Style::Mixed) => {
                any(execution, &[Style::Yielding, Style::Instant, Style::Yielding, Style::Slow])
            }
            (_, style) => style,
        };
        match style {
            Style::Slow => Disturbance::Sleep(Duration::from_millis(any(execution, &MILLISECONDS))),
            Style::Yielding => turns(&[1, 1, 2, 3, 5]),
            Style::Instant | Style::Mixed => Disturbance::Turns(0),
        }
    }

    fn turn(&self) -> BoxFuture {
        Box::pin(yield_now())
    }

    fn idle(self: Arc<Self>) -> BoxFuture {
        Box::pin(idle_hour(self))
    }

    /// The engine's patience ends first, and it knows where.
    fn counts_polls(&self) -> bool {
        false
    }

    fn tasks_alive(&self) -> usize {
        Handle::current().metrics().num_alive_tasks()
    }
}
