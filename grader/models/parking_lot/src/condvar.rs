//! [`parking_lot::Condvar`](https://docs.rs/parking_lot/0.12/parking_lot/struct.Condvar.html).
//!
//! No spurious wake-ups: a wait ends with a notification or its deadline. Which waiter `notify_one`
//! wakes is the strategy's choice, and whoever is woken competes for the mutex with everybody else.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use interleave::gate::{self, Waiting, Wake};
use interleave::{Kind, Modelled, Object, Op, Queue, Side, deadline};
use model_std::time::{Instant, deadline_at};

use crate::{MutexGuard, RawMutex};

static KIND: Kind = Kind::closed("Condvar");

/// Waiting for an event, without using the processor.
pub struct Condvar {
    /// The mutex of those who wait.
    inner: Modelled<Cell<Option<Object>>>,
}

// SAFETY: the cell inside is touched by one OS thread alone (see the page of `model-std`).
unsafe impl Sync for Condvar {}
impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

/// Whether a wait ended because its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// `true` if the time was over before a notification came.
    #[inline]
    pub fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[inline]
    pub const fn new() -> Self {
        Self { inner: Modelled::new(Cell::new(None)) }
    }

    /// Wakes one waiter, whichever. Tells whether there was one.
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        let op = self.op("notify_one");
        gate::step(op, |kernel| {
            let woken = kernel.wake_any(Queue::of(op.object, Side::Main));
            kernel.found_value(&woken);
            woken
        })
    }

    /// Wakes every waiter. Tells how many there were.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        let op = self.op("notify_all");
        let queue = Queue::of(op.object, Side::Main);
        gate::step(op, |kernel| {
            let waiting = kernel.waiting(queue);
            kernel.wake_all(queue);
            kernel.found_value(&waiting);
            waiting
        })
    }

    /// Gives the mutex back and waits for a notification, in one step; takes the mutex again then.
    ///
    /// # Panics
    /// If somebody waits with another mutex, as everything here that waits.
    #[track_caller]
    pub fn wait<T: ?Sized>(&self, mutex_guard: &mut MutexGuard<'_, T>) {
        wait(self.op("wait"), self.bound(), mutex_guard, None);
    }

    /// Waits, but no longer than until then.
    #[track_caller]
    pub fn wait_until<T: ?Sized>(
        &self,
        mutex_guard: &mut MutexGuard<'_, T>,
        timeout: Instant,
    ) -> WaitTimeoutResult {
        let deadline = deadline_at(timeout);
        wait(self.op("wait_until"), self.bound(), mutex_guard, Some(deadline))
    }

    /// Waits, but for no longer than this.
    #[track_caller]
    pub fn wait_for<T: ?Sized>(
        &self,
        mutex_guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        let deadline = deadline::after(timeout);
        wait(self.op("wait_for"), self.bound(), mutex_guard, Some(deadline))
    }

    /// Waits as long as the condition holds.
    #[track_caller]
    pub fn wait_while<T, F>(&self, mutex_guard: &mut MutexGuard<'_, T>, condition: F)
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let op = self.op("wait_while");
        wait_while(op, self.bound(), mutex_guard, condition, None);
    }

    /// Waits as long as the condition holds, but no longer than until then.
    #[track_caller]
    pub fn wait_while_until<T, F>(
        &self,
        mutex_guard: &mut MutexGuard<'_, T>,
        condition: F,
        timeout: Instant,
    ) -> WaitTimeoutResult
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let (op, deadline) = (self.op("wait_while_until"), deadline_at(timeout));
        wait_while(op, self.bound(), mutex_guard, condition, Some(deadline))
    }

    /// Waits as long as the condition holds, but for no longer than this.
    #[track_caller]
    pub fn wait_while_for<T: ?Sized, F>(
        &self,
        mutex_guard: &mut MutexGuard<'_, T>,
        condition: F,
        timeout: Duration,
    ) -> WaitTimeoutResult
    where
        F: FnMut(&mut T) -> bool,
    {
        let (op, deadline) = (self.op("wait_while_for"), deadline::after(timeout));
        wait_while(op, self.bound(), mutex_guard, condition, Some(deadline))
    }

    #[track_caller]
    fn op(&self, verb: &'static str) -> Op {
        Op { verb, object: self.inner.object(&KIND), place: Location::caller() }
    }

    fn bound(&self) -> &Cell<Option<Object>> {
        // SAFETY: a shared reference to a cell of the one OS thread.
        unsafe { &*self.inner.get() }
    }
}

#[track_caller]
fn wait_while<T: ?Sized>(
    op: Op,
    bound: &Cell<Option<Object>>,
    guard: &mut MutexGuard<'_, T>,
    mut condition: impl FnMut(&mut T) -> bool,
    deadline: Option<u64>,
) -> WaitTimeoutResult {
    let mut result = WaitTimeoutResult(false);
    while !result.timed_out() && condition(&mut **guard) {
        result = wait(op, bound, guard, deadline);
    }
    result
}

/// Waits with the guard's mutex. `bound` is the mutex of those who wait already.
#[track_caller]
fn wait<T: ?Sized>(
    op: Op,
    bound: &Cell<Option<Object>>,
    guard: &mut MutexGuard<'_, T>,
    deadline: Option<u64>,
) -> WaitTimeoutResult {
    // SAFETY: the mutex is unlocked by this thread, which holds it, and locked again; meanwhile the
    // guard is borrowed, so nobody uses it.
    let mutex = unsafe { lock_api::MutexGuard::mutex(guard).raw() }.object();
    let lock = Op { verb: "lock", object: mutex, place: op.place };
    let queue = Queue::of(op.object, Side::Main);
    let then = Some((lock, RawMutex::queue(mutex)));
    let waited = gate::wait(
        Waiting { op, queue, deadline, spurious: false, then },
        |kernel| {
            if kernel.waiting(queue) > 0 && bound.get() != Some(mutex) {
                return Some(None);
            }
            bound.set(Some(mutex));
            RawMutex::give(kernel, mutex);
            None
        },
        |kernel, wake| {
            RawMutex::take(kernel, lock);
            if wake == Wake::TimedOut {
                kernel.refused("the wait timed out");
            }
            Some(wake)
        },
    );
    let wake = waited.expect("attempted to use a condition variable with more than one mutex");
    WaitTimeoutResult(wake == Wake::TimedOut)
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Condvar { .. }")
    }
}
