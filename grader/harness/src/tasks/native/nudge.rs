//! The paused clock stands still while a body blocks on a thread of its own (`spawn_blocking`):
//! tokio cannot know how long it will take. And it jumps while a thread that tokio does not know of
//! is just about to act. A learner's code may have either, and be right. So once there is such a
//! thread, the clock is moved on only when all threads are asleep; durations are not exact any more
//! then.
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

use crate::meter;
use crate::tasks::world::World;

/// How long nothing may happen, in real time, before the clock is moved.
const QUIET: Duration = Duration::from_millis(1);
/// How far it is moved at first; eight times as far each time, as long as nothing happens.
const FIRST: Duration = Duration::from_millis(1);
/// Beyond this, each time it takes four times as long: the end of time is not to come by bad luck.
const FAR: Duration = Duration::from_secs(3_600);

/// Whether there are threads that tokio's paused clock does not heed as it should.
pub(super) struct Blocking {
    started: AtomicBool,
    nudger: Mutex<Option<Waker>>,
    /// Threads that were there before, and the one that polls.
    known: Vec<u32>,
}

impl Blocking {
    /// None yet. To be called on the thread that polls.
    pub(super) fn new(known: &[u32]) -> Self {
        let known = known.iter().copied().chain([meter::own_id()]).collect();
        Self { started: AtomicBool::new(false), nudger: Mutex::default(), known }
    }

    /// The runtime starts a thread for somebody to block on.
    pub(super) fn starts(&self) {
        self.started.store(true, Ordering::SeqCst);
        let nudger = self.nudger.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(nudger) = nudger {
            nudger.wake();
        }
    }

    /// Looks for threads that the learner's code has started, before the clock may jump.
    pub(super) fn look(&self) {
        if !self.has_started() && meter::ids().iter().any(|id| !self.known.contains(id)) {
            self.starts();
        }
    }

    /// Whether there are any.
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

    /// Whether one of them could go on now, beside the calling one; nobody, where the system does
    /// not tell.
    fn somebody_runs(&self) -> bool {
        let own = meter::own_id();
        let others = meter::threads().into_iter();
        let mut others =
            others.filter(|thread| thread.id != own && !self.known.contains(&thread.id));
        others.any(|thread| !thread.asleep)
    }
}

/// Moves the clock on when nothing happens, once there are such threads.
pub(super) async fn nudge(world: &Arc<dyn World>, blocking: &Arc<Blocking>) {
    blocking.starting().await;
    let execution = &world.base().execution;
    let (mut progress, mut step, mut quiet) = (execution.progress_so_far(), FIRST, QUIET);
    loop {
        // In real time: it is the one clock that goes on.
        let looks = Arc::clone(blocking);
        let look = move || {
            thread::sleep(quiet);
            looks.somebody_runs()
        };
        let somebody_runs = spawn_blocking(look).await.expect("a look does not panic");
        let before = std::mem::replace(&mut progress, execution.progress_so_far());
        if progress != before {
            (step, quiet) = (FIRST, QUIET);
        } else if !somebody_runs {
            advance(step).await;
            quiet = if step > FAR { quiet * 4 } else { QUIET };
            step = step.saturating_mul(8);
        }
    }
}
