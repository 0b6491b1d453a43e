//! How many there are, and waiting until there is none.
//!
//! Called by `WaitGroup` and by `thread::scope`.

use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use interleave::gate::{self, Waiting};
use interleave::{Kernel, Kind, Modelled, Op, Queue, Shown, Side, in_execution};

/// A count that some wait for to become 0; once it is, it stays so.
pub(crate) struct Count {
    inner: Modelled<()>,
    kind: &'static Kind,
    // A real atomic, relaxed: wait groups may be dropped outside an execution, on any OS thread.
    number: AtomicUsize,
}

// SAFETY: nothing in the cell but the object's number.
unsafe impl Sync for Count {}
impl UnwindSafe for Count {}
impl RefUnwindSafe for Count {}

impl Count {
    /// One.
    pub(crate) const fn one(kind: &'static Kind) -> Self {
        Self { inner: Modelled::new(()), kind, number: AtomicUsize::new(1) }
    }

    pub(crate) fn get(&self) -> usize {
        self.number.load(Relaxed)
    }

    /// One more: nobody can tell, since there is one already.
    pub(crate) fn add(&self) {
        self.number.fetch_add(1, Relaxed);
    }

    /// One less; only the last one makes a difference to others.
    pub(crate) fn remove(&self, place: &'static Location<'static>) {
        if !in_execution() {
            self.number.fetch_sub(1, Relaxed);
            if in_execution() {
                // What this one has done to memory, whoever waited for the last one sees.
                let object = self.inner.object(self.kind);
                gate::quietly(|kernel| kernel.pass_on(object));
            }
            return;
        }
        let op = self.op("drop", place);
        let others = gate::quietly(|kernel| {
            kernel.touch(op.object);
            self.get() > 1
        });
        if others {
            self.number.fetch_sub(1, Relaxed);
            gate::closely(|kernel| self.tell(kernel, op));
            return;
        }
        gate::step(op, |kernel| {
            self.number.fetch_sub(1, Relaxed);
            self.tell(kernel, op);
            kernel.wake_all(Queue::of(op.object, Side::Main));
        });
    }

    /// One less; then waits until there is none.
    pub(crate) fn wait(&self, verb: &'static str, place: &'static Location<'static>) {
        let op = self.op(verb, place);
        let queue = Queue::of(op.object, Side::Main);
        let waiting = Waiting { op, queue, deadline: None, spurious: false, then: None };
        gate::wait(
            waiting,
            |kernel| {
                let is_last = self.number.fetch_sub(1, Relaxed) == 1;
                self.tell(kernel, op);
                is_last.then(|| kernel.wake_all(queue))
            },
            |_, _| (),
        );
    }

    fn tell(&self, kernel: &mut Kernel, op: Op) {
        kernel.tell(op.object, "count", Shown::count(self.get()));
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(self.kind), place }
    }
}
