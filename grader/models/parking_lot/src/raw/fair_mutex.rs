//! The raw lock of `FairMutex`: "always granted to the next requester in the queue, in first-in
//! first-out order".
//!
//! An unlock never opens anything: it wakes the longest waiter, which then has the lock.

use std::cell::Cell;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use interleave::gate::{self, Waiting, Wake};
use interleave::{Kernel, Kind, Op, Queue, Side, deadline};
use lock_api::GuardNoSend;
use model_std::time::{Instant, deadline_at};

use super::identity::{Identified, Identity};
use super::places::{Place, Places};

static KIND: Kind = Kind::closed("FairMutex");

/// A fair mutex without data: what [`FairMutex`](crate::FairMutex) is made of.
pub struct RawFairMutex {
    identity: Identity,
    places: Places,
    /// Somebody holds it, or was woken in order to.
    held: Cell<bool>,
}

// SAFETY: the cells inside are touched by one OS thread alone (see the page of `model-std`).
unsafe impl Sync for RawFairMutex {}
impl UnwindSafe for RawFairMutex {}
impl RefUnwindSafe for RawFairMutex {}

impl RawFairMutex {
    fn taking(&self, verb: &'static str, caller: Place) -> Op {
        Op { verb, object: self.identity.object(&KIND), place: self.places.taking(caller) }
    }

    fn giving(&self, verb: &'static str, caller: Place) -> Op {
        let object = self.identity.object(&KIND);
        Op { verb, object, place: self.places.giving(object, caller) }
    }

    /// Takes the lock if nobody has it.
    fn take(&self, kernel: &mut Kernel, op: Op) -> bool {
        let free = !self.held.replace(true);
        if free {
            kernel.hold(op.object, op.place);
        }
        free
    }

    /// Gives the lock to the longest waiter.
    fn give(&self, kernel: &mut Kernel, op: Op) {
        let queue = Queue::of(op.object, Side::Main);
        kernel.release(op.object);
        if kernel.waiting(queue) > 0 {
            kernel.wake(queue, 0);
        } else {
            self.held.set(false);
        }
    }

    fn lock(&self, op: Op, deadline: Option<u64>) -> bool {
        let queue = Queue::of(op.object, Side::Main);
        let waiting = Waiting { op, queue, deadline, spurious: false, then: None };
        gate::wait(
            waiting,
            |kernel| self.take(kernel, op).then_some(true),
            |kernel, wake| {
                let given = wake == Wake::Notified;
                if given {
                    kernel.hold(op.object, op.place);
                }
                given
            },
        )
    }

    fn unlock(&self, op: Op) {
        gate::step(op, |kernel| self.give(kernel, op));
    }
}

impl Identified for RawFairMutex {
    fn kind() -> &'static Kind {
        &KIND
    }

    unsafe fn introduce(&self, kind: &'static Kind, whole: *mut u8, len: usize, place: Place) {
        // SAFETY: the caller's promises.
        unsafe { self.identity.introduce(kind, whole, len) };
        self.places.announce(place);
    }
}

// SAFETY: `held` says that somebody has the lock; it is false only when nobody has and nobody was
// woken to get it.
unsafe impl lock_api::RawMutex for RawFairMutex {
    const INIT: Self =
        Self { identity: Identity::new(), places: Places::new(), held: Cell::new(false) };

    type GuardMarker = GuardNoSend;

    #[track_caller]
    fn lock(&self) {
        self.lock(self.taking("lock", Location::caller()), None);
    }

    #[track_caller]
    fn try_lock(&self) -> bool {
        let op = self.taking("try_lock", Location::caller());
        gate::step(op, |kernel| {
            let taken = self.take(kernel, op);
            if !taken {
                kernel.refused("would block");
            }
            taken
        })
    }

    #[track_caller]
    unsafe fn unlock(&self) {
        self.unlock(self.giving("unlock", Location::caller()));
    }

    #[track_caller]
    fn is_locked(&self) -> bool {
        gate::step(self.taking("is_locked", Location::caller()), |kernel| {
            kernel.found_value(&self.held.get());
            self.held.get()
        })
    }
}

// SAFETY: as above.
unsafe impl lock_api::RawMutexFair for RawFairMutex {
    #[track_caller]
    unsafe fn unlock_fair(&self) {
        self.unlock(self.giving("unlock_fair", Location::caller()));
    }

    #[track_caller]
    unsafe fn bump(&self) {
        let op = self.giving("bump", Location::caller());
        let bumped = gate::step(op, |kernel| {
            let waited_for = kernel.waiting(Queue::of(op.object, Side::Main)) > 0;
            if waited_for {
                self.give(kernel, op);
            }
            waited_for
        });
        if bumped {
            self.lock(op, None);
        }
    }
}

// SAFETY: as above; whoever is not woken does not say that it has the lock.
unsafe impl lock_api::RawMutexTimed for RawFairMutex {
    type Duration = Duration;
    type Instant = Instant;

    #[track_caller]
    fn try_lock_for(&self, timeout: Duration) -> bool {
        let op = self.taking("try_lock_for", Location::caller());
        self.lock(op, Some(deadline::after(timeout)))
    }

    #[track_caller]
    fn try_lock_until(&self, timeout: Instant) -> bool {
        let op = self.taking("try_lock_until", Location::caller());
        self.lock(op, Some(deadline_at(timeout)))
    }
}
