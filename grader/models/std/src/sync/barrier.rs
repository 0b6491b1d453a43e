//! [`std::sync::Barrier`](https://doc.rust-lang.org/std/sync/struct.Barrier.html).

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::gate::{self, Waiting};
use interleave::{Kind, Modelled, Op, Queue, Shown, Side};

static KIND: Kind = Kind::closed("Barrier");

/// Holds threads back until `n` of them are there; then starts over.
pub struct Barrier {
    /// How many are there.
    arrived: Modelled<Cell<usize>>,
    n: usize,
}

// SAFETY: the cell inside is touched by one OS thread alone (see the crate's page).
unsafe impl Sync for Barrier {}
impl UnwindSafe for Barrier {}
impl RefUnwindSafe for Barrier {}

/// Whether a thread was the one that completed the group.
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// `true` for exactly one thread of the group.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// For groups of `n`; 0 is as 1.
    pub const fn new(n: usize) -> Self {
        Self { arrived: Modelled::new(Cell::new(0)), n }
    }

    /// Waits until `n` threads wait. The last one to come is the leader, and does not wait.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let object = self.arrived.object(&KIND);
        // SAFETY: a shared reference to a cell of the one OS thread.
        let arrived = unsafe { &*self.arrived.get() };
        wait(Op { verb: "wait", object, place: Location::caller() }, arrived, self.n)
    }
}

fn wait(op: Op, arrived: &Cell<usize>, n: usize) -> BarrierWaitResult {
    let queue = Queue::of(op.object, Side::Main);
    let waiting = Waiting { op, queue, deadline: None, spurious: false, then: None };
    gate::wait(
        waiting,
        |kernel| {
            let waiting = arrived.get() + 1;
            let completes = waiting >= n;
            arrived.set(if completes { 0 } else { waiting });
            kernel.tell(op.object, "waiting", Shown::count(arrived.get()));
            completes.then(|| {
                kernel.found(Shown::Word("leader"));
                kernel.wake_all(queue);
                BarrierWaitResult(true)
            })
        },
        |_, _| BarrierWaitResult(false),
    )
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult").field("is_leader", &self.0).finish()
    }
}
