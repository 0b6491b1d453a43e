//! One execution of tasks on a runtime of its own: made for it, driven to the end of the scenario,
//! looked over for what is left, and shut down.
//!
//! Called by `native`.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use protocol::{Failure, Verdict};
use tokio::runtime::{Builder, Runtime};
use tokio::select;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::nudge::{Blocking, nudge};
use super::world::{Kind, Native};
use crate::failure::NOBODY_LEFT;
use crate::hooks::Shared;
use crate::tasks::run::{Scenario, whole};
use crate::tasks::virtual_time::helpers_end;
use crate::tasks::world::World;

/// The paused clock jumps here when nobody can run and nothing else is due: the end of time.
const END_OF_TIME: Duration = Duration::from_secs(30 * 24 * 3_600);
/// In real time, what somebody may need who has just been woken.
const GRACE: Duration = Duration::from_millis(300);
/// What workers may take to end, in real time.
const PATIENCE: Duration = Duration::from_secs(1);

/// A runtime for one execution.
pub(super) fn build(kind: Kind, workers: usize, blocking: &Arc<Blocking>) -> io::Result<Runtime> {
    match kind {
        Kind::Virtual => {
            // The one thread that polls is there already: what is started is there to block.
            let (starts, looks) = (Arc::clone(blocking), Arc::clone(blocking));
            let mut builder = Builder::new_current_thread();
            builder.on_thread_start(move || starts.starts());
            builder.on_thread_park(move || looks.look());
            builder.enable_time().start_paused(true).build()
        }
        Kind::Real { .. } => {
            Builder::new_multi_thread().worker_threads(workers).enable_time().build()
        }
    }
}

/// Drives the scenario until it ends, the execution fails, or time ends.
pub(super) async fn drive(world: &Arc<dyn World>, blocking: &Arc<Blocking>, scenario: &Scenario) {
    let execution = &world.base().execution;
    select! {
        biased;
        () = world.base().until(Shared::Failure, || execution.has_failed()) => {}
        () = whole(world, scenario) => {}
        () = end_of_time(world) => {}
        () = nudge(world, blocking), if world.is_virtual() => {}
    }
    if !execution.has_failed() && world.is_virtual() {
        helpers_end(world).await;
    }
}

async fn end_of_time(world: &Arc<dyn World>) {
    if !world.is_virtual() {
        return std::future::pending().await;
    }
    let execution = &world.base().execution;
    loop {
        let before = execution.progress_so_far();
        sleep(END_OF_TIME).await;
        // Where nobody tells what other threads do, one of them may just be about to act.
        let waited = spawn_blocking(|| thread::sleep(GRACE)).await;
        waited.expect("a sleep does not panic");
        if execution.progress_so_far() == before {
            break;
        }
    }
    let mut deadlock = Failure::new(Verdict::Deadlock, NOBODY_LEFT);
    deadlock.waits = execution.waits();
    world.fail(deadlock);
}

/// Ends the runtime. After a failure nobody waits for what may be stuck.
pub(super) fn shut_down(runtime: Runtime, world: &Native) {
    if world.base().execution.has_failed() {
        runtime.shutdown_background();
    } else {
        runtime.shutdown_timeout(PATIENCE);
    }
}
