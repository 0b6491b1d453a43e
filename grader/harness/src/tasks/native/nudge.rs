//! The paused clock stands still while a body blocks on a thread of its own (`spawn_blocking`):
//! tokio cannot know how long it will take. But a learner's body may wait for something that happens
//! only later, and would wait for ever. So once such a thread was started, the clock is moved on
//! whenever nothing happens; durations are not exact any more then.
//!
//! Called by `runtime`.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::advance;

use crate::tasks::world::World;

/// How long nothing may happen, in real time, before the clock is moved.
const QUIET: Duration = Duration::from_millis(1);
/// How far it is moved at first; eight times as far each time, as long as nothing happens.
const FIRST: Duration = Duration::from_millis(1);

/// Whether the runtime has started a thread for somebody to block on.
#[derive(Default)]
pub(super) struct Blocking {
    started: AtomicBool,
    nudger: Mutex<Option<Waker>>,
}

impl Blocking {
    /// The runtime starts one.
    pub(super) fn starts(&self) {
        self.started.store(true, Ordering::SeqCst);
        let nudger = self.nudger.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(nudger) = nudger {
            nudger.wake();
        }
    }

    /// Whether it has.
    pub(super) fn has_started(&self) -> bool {
        self.started.load(Ordering::SeqCst)
    }

    async fn starting(&self) {
        poll_fn(|context| {
            let waker = Some(context.waker().clone());
            *self.nudger.lock().unwrap_or_else(PoisonError::into_inner) = waker;
            if self.has_started() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// Moves the clock on when nothing happens, once somebody blocks.
pub(super) async fn nudge(world: &Arc<dyn World>, blocking: &Blocking) {
    blocking.starting().await;
    let execution = &world.base().execution;
    let (mut progress, mut step) = (execution.progress_so_far(), FIRST);
    loop {
        // In real time: it is the one clock that goes on.
        let slept = spawn_blocking(|| thread::sleep(QUIET)).await;
        slept.expect("a sleep does not panic");
        let before = std::mem::replace(&mut progress, execution.progress_so_far());
        step = if progress == before { step.saturating_mul(8) } else { FIRST };
        advance(step).await;
    }
}
