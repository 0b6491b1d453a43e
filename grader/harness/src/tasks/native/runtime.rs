//! One execution of tasks on a runtime of its own: made for it, driven to the end of the scenario,
//! looked over for what is left, and shut down.
//!
//! Called by `native`.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use protocol::{Failure, Verdict};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::select;
use tokio::task::yield_now;
use tokio::time::sleep;

use super::metered::Metered;
use super::run::{Run, Scenario};
use super::world::{Kind, World, times_up};
use crate::execution::SCENARIO;
use crate::failure::NOBODY_LEFT;
use crate::world::Stage;

/// The paused clock jumps here when nobody can run and nothing else is due: the end of time.
const END_OF_TIME: Duration = Duration::from_secs(30 * 24 * 3_600);
/// What helper tasks may take to notice that nobody needs them any more: turns, then times.
const TURNS: u32 = 20;
const NOTICE: [Duration; 4] = [
    Duration::from_millis(1),
    Duration::from_secs(1),
    Duration::from_secs(60),
    Duration::from_secs(3_600),
];
/// A helper that got up so often and still has not noticed never will.
const OFTEN: u64 = 10_000;
/// What workers may take to end, in real time.
const PATIENCE: Duration = Duration::from_secs(1);

/// A runtime for one execution.
pub(super) fn build(kind: Kind, workers: usize) -> io::Result<Runtime> {
    match kind {
        Kind::Virtual => Builder::new_current_thread().enable_time().start_paused(true).build(),
        Kind::Real { .. } => {
            Builder::new_multi_thread().worker_threads(workers).enable_time().build()
        }
    }
}

/// Drives the scenario until it ends, the execution fails, or time ends.
pub(super) async fn drive(world: &Arc<World>, scenario: &Scenario) {
    let execution = &world.execution;
    let run = Run::new(world);
    let Some(body) = execution.guard(SCENARIO, || scenario(run.clone())) else { return };
    let whole = async move {
        body.await;
        run.join().await;
    };
    select! {
        biased;
        () = world.until(|| execution.has_failed()) => {}
        () = Metered::new(world, None, Box::pin(whole)) => {}
        () = end_of_time(world) => {}
    }
    if !execution.has_failed() && world.is_virtual() {
        helpers_end(world).await;
    }
}

async fn end_of_time(world: &World) {
    if !world.is_virtual() {
        return std::future::pending().await;
    }
    sleep(END_OF_TIME).await;
    let mut deadlock = Failure::new(Verdict::Deadlock, NOBODY_LEFT);
    deadlock.waits = world.execution.waits();
    world.fail(deadlock);
}

/// The scenario is over and its objects are dropped: helper tasks have nothing left to do.
async fn helpers_end(world: &World) {
    let alive = || Handle::current().metrics().num_alive_tasks();
    for _ in 0..TURNS {
        if alive() == 0 {
            return;
        }
        yield_now().await;
    }
    let before = times_up();
    for time in NOTICE {
        sleep(time).await;
        if alive() == 0 {
            return;
        }
        if times_up() - before > OFTEN {
            break;
        }
    }
    let summary = match alive() {
        1 => "a helper task never ends, though the object it served is gone".to_owned(),
        many => format!("{many} helper tasks never end, though the object they served is gone"),
    };
    world.fail(Failure::new(Verdict::Deadlock, summary));
}

/// Ends the runtime. After a failure nobody waits for what may be stuck.
pub(super) fn shut_down(runtime: Runtime, world: &World) {
    if world.execution.has_failed() {
        runtime.shutdown_background();
    } else {
        runtime.shutdown_timeout(PATIENCE);
    }
}
