//! [`std::sync::Condvar`](https://doc.rust-lang.org/std/sync/struct.Condvar.html).
//!
//! Three freedoms that std documents are choices of the strategy: `notify_one` wakes any waiter,
//! "this function is susceptible to spurious wakeups", and whoever is woken competes for the mutex
//! with everybody else.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use interleave::gate::{self, Waiting, Wake};
use interleave::{Kernel, Kind, Modelled, Object, Op, Queue, Side, deadline};

use super::mutex::MutexGuard;
use crate::time::Instant;

static KIND: Kind = Kind::closed("Condvar");

/// Waiting for an event, without using the processor.
pub struct Condvar {
    /// The mutex that this condition variable belongs to, from its first wait on.
    inner: Modelled<Cell<Option<Object>>>,
}

// SAFETY: the cell inside is touched by one OS thread alone (see the crate's page).
unsafe impl Sync for Condvar {}
impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

/// Whether a wait ended because its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// `true` if the time was over before a notification came.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition variable that nobody waits for.
    pub const fn new() -> Self {
        Self { inner: Modelled::new(Cell::new(None)) }
    }

    /// Gives the mutex back and waits, in one step; takes the mutex again when woken. May return
    /// for no reason.
    ///
    /// # Errors
    /// The guard, if the mutex is poisoned.
    ///
    /// # Panics
    /// When used with a second mutex, as std's may.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_until("wait", guard, None, Location::caller()).0
    }

    /// Waits as long as the condition holds.
    ///
    /// # Errors
    /// The guard, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Waits, but for no longer than this. Says whether the time was over.
    ///
    /// # Errors
    /// The guard, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let deadline = deadline::after(timeout);
        match self.wait_until("wait_timeout", guard, Some(deadline), Location::caller()) {
            (Ok(guard), result) => Ok((guard, result)),
            (Err(poison), result) => Err(PoisonError::new((poison.into_inner(), result))),
        }
    }

    /// Waits as long as the condition holds, but for no longer than this. Says whether the
    /// condition still held when the time was over.
    ///
    /// # Errors
    /// The guard, if the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(left) = timeout.checked_sub(start.elapsed()).filter(|left| !left.is_zero())
            else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// Wakes one waiter, if there is one, whichever.
    #[track_caller]
    pub fn notify_one(&self) {
        let object = self.inner.object(&KIND);
        gate::step(Op { verb: "notify_one", object, place: Location::caller() }, |kernel| {
            kernel.wake_any(Queue::of(object, Side::Main));
        });
    }

    /// Wakes every waiter.
    #[track_caller]
    pub fn notify_all(&self) {
        let object = self.inner.object(&KIND);
        gate::step(Op { verb: "notify_all", object, place: Location::caller() }, |kernel| {
            kernel.wake_all(Queue::of(object, Side::Main));
        });
    }

    fn wait_until<'a, T>(
        &self,
        verb: &'static str,
        guard: MutexGuard<'a, T>,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> (LockResult<MutexGuard<'a, T>>, WaitTimeoutResult) {
        let object = self.bind(MutexGuard::object(&guard));
        let (lock, mutex) = MutexGuard::into_lock(guard);
        let tell = |kernel: &mut Kernel| lock.tell(kernel, mutex);
        let wake = wait(Op { verb, object, place }, mutex, deadline, &tell);
        (MutexGuard::of_taken(lock, mutex, place), WaitTimeoutResult(wake == Wake::TimedOut))
    }

    /// Notes which mutex belongs to this condition variable. The caller's guard is still alive, so
    /// that a panic here gives the mutex back.
    fn bind(&self, mutex: Object) -> Object {
        let object = self.inner.object(&KIND);
        // SAFETY: a shared reference to a cell of the one OS thread.
        let bound = unsafe { &*self.inner.get() };
        assert!(
            bound.replace(Some(mutex)).is_none_or(|before| before == mutex),
            "attempted to use a condition variable with two mutexes"
        );
        object
    }
}

/// Gives the mutex back, of whose data `tell` tells, and waits.
fn wait(op: Op, mutex: Object, deadline: Option<u64>, tell: &dyn Fn(&mut Kernel)) -> Wake {
    let free = Queue::of(mutex, Side::Main);
    let lock = Op { verb: "lock", object: mutex, place: op.place };
    let waiting = Waiting {
        op,
        queue: Queue::of(op.object, Side::Main),
        deadline,
        spurious: true,
        then: Some((lock, free)),
    };
    gate::wait(
        waiting,
        |kernel| {
            kernel.release(mutex);
            if kernel.is_looked_at() {
                tell(kernel);
            }
            kernel.open(free);
            None
        },
        |kernel, wake| {
            kernel.close(free);
            kernel.hold(mutex, op.place);
            if wake == Wake::TimedOut {
                kernel.refused("the wait timed out");
            }
            wake
        },
    )
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
