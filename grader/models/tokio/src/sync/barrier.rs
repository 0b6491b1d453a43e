//! [`tokio::sync::Barrier`](https://docs.rs/tokio/latest/tokio/sync/struct.Barrier.html).
//!
//! The real one wakes under a lock of its own, and a waker may be a learner's; so this one is made
//! of a real `Notify`, which does not.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use interleave::{Kind, Shown, gate};
use tokio::sync as real;

use super::identity::Identity;
use super::waiting;
use crate::runtime;

static KIND: Kind = Kind::closed("Barrier");

/// Holds tasks back until `n` of them are there; then starts over.
pub struct Barrier {
    identity: Identity,
    n: usize,
    /// How many are there.
    arrived: AtomicUsize,
    /// How many groups have gone.
    gone: AtomicUsize,
    go: real::Notify,
}

/// Whether a task was the one that completed the group.
#[derive(Debug, Clone)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// `true` for exactly one task of the group.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// For groups of `n`; 0 is as 1.
    #[track_caller]
    pub fn new(n: usize) -> Self {
        Self {
            identity: Identity::new(&KIND),
            n: n.max(1),
            arrived: AtomicUsize::new(0),
            gone: AtomicUsize::new(0),
            go: real::Notify::new(),
        }
    }

    /// Waits until `n` tasks are there. The last one to come is the leader, and does not wait. A
    /// future that is dropped after its first poll still counts.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = BarrierWaitResult> {
        let place = Location::caller();
        async move {
            let op = self.identity.op("wait", place);
            gate::step(op, |_| ());
            let group = self.gone.load(Relaxed);
            let waiting = self.arrived.fetch_add(1, Relaxed) + 1;
            let completes = waiting == self.n;
            self.identity.tell("waiting", Shown::count(if completes { 0 } else { waiting }));
            if completes {
                gate::closely(|kernel| kernel.found(Shown::Word("leader")));
                self.arrived.store(0, Relaxed);
                self.gone.store(group + 1, Relaxed);
                self.go.notify_waiters();
                return BarrierWaitResult(true);
            }
            waiting::rest(op, self.goes(group)).await;
            waiting::budget().await;
            runtime::spend();
            BarrierWaitResult(false)
        }
    }

    async fn goes(&self, group: usize) {
        loop {
            let go = self.go.notified();
            if self.gone.load(Relaxed) != group {
                return;
            }
            go.await;
        }
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").field("n", &self.n).finish_non_exhaustive()
    }
}
