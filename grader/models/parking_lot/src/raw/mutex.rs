//! The raw lock of `Mutex` and `ReentrantMutex`.
//!
//! Whoever wants the lock passes the main queue, open while nobody holds it. The other queue is the
//! lobby: it is closed only while the lock is being handed over, and holds back whoever comes
//! meanwhile, so that one of those in the main queue gets it.

use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use interleave::gate::{self, Wake};
use interleave::{Kernel, Kind, Object, Op, Queue, Shown, Side, deadline};
use lock_api::GuardNoSend;
use model_std::time::{Instant, deadline_at};

use super::identity::{Identified, Identity};
use super::places::{Place, Places};

static KIND: Kind = Kind { name: "Mutex", main_open: true, other_open: true };

/// A mutex without data: what [`Mutex`](crate::Mutex) is made of.
pub struct RawMutex {
    identity: Identity,
    places: Places,
}

// SAFETY: the cells inside are touched by one OS thread alone (see the page of `model-std`).
unsafe impl Sync for RawMutex {}
impl UnwindSafe for RawMutex {}
impl RefUnwindSafe for RawMutex {}

impl RawMutex {
    /// The mutex's number.
    pub(crate) fn object(&self) -> Object {
        self.identity.object(&KIND)
    }

    /// Where whoever wants the lock waits.
    pub(crate) fn queue(object: Object) -> Queue {
        Queue::of(object, Side::Main)
    }

    fn lobby(object: Object) -> Queue {
        Queue::of(object, Side::Other)
    }

    /// The current thread takes the lock, and so ends a hand-over.
    pub(crate) fn take(kernel: &mut Kernel, op: Op) {
        kernel.close(Self::queue(op.object));
        if !kernel.is_open(Self::lobby(op.object)) {
            kernel.redirects(Self::lobby(op.object));
            kernel.open(Self::lobby(op.object));
        }
        kernel.hold(op.object, op.place);
    }

    /// The current thread gives the lock back to whoever comes.
    pub(crate) fn give(kernel: &mut Kernel, object: Object) {
        kernel.release(object);
        kernel.open(Self::queue(object));
    }

    /// The current thread gives the lock to one of those who wait, if there is anybody.
    fn hand_over(kernel: &mut Kernel, object: Object) {
        Self::give(kernel, object);
        if kernel.waiting(Self::queue(object)) > 0 {
            kernel.redirects(Self::lobby(object));
            kernel.close(Self::lobby(object));
        }
    }

    fn is_free(kernel: &Kernel, object: Object) -> bool {
        kernel.is_open(Self::queue(object)) && kernel.is_open(Self::lobby(object))
    }

    fn taking(&self, verb: &'static str, caller: Place) -> Op {
        Op { verb, object: self.object(), place: self.places.taking(caller) }
    }

    fn giving(&self, verb: &'static str, caller: Place) -> Op {
        let object = self.object();
        Op { verb, object, place: self.places.giving(object, caller) }
    }
}

fn lock(op: Op) {
    let lobby = RawMutex::lobby(op.object);
    if gate::quietly(|kernel| !kernel.glance(lobby)) {
        gate::pass(op, lobby, |kernel| kernel.refused("not yet"));
    }
    gate::pass(op, RawMutex::queue(op.object), |kernel| RawMutex::take(kernel, op));
}

fn lock_until(op: Op, deadline: u64) -> bool {
    let lobby = RawMutex::lobby(op.object);
    if gate::quietly(|kernel| !kernel.glance(lobby))
        && gate::pass_until(op, lobby, deadline, is_late)
    {
        return false;
    }
    gate::pass_until(op, RawMutex::queue(op.object), deadline, |kernel, wake| {
        let taken = wake == Wake::Notified;
        if taken {
            RawMutex::take(kernel, op);
        } else {
            kernel.refused("times out");
        }
        taken
    })
}

/// Whether a lobby was left because the time was over.
pub(super) fn is_late(kernel: &mut Kernel, wake: Wake) -> bool {
    let late = wake == Wake::TimedOut;
    kernel.refused(if late { "times out" } else { "not yet" });
    late
}

impl Identified for RawMutex {
    fn kind() -> &'static Kind {
        &KIND
    }

    unsafe fn introduce(&self, kind: &'static Kind, whole: *mut u8, len: usize, place: Place) {
        // SAFETY: the caller's promises.
        unsafe { self.identity.introduce(kind, whole, len) };
        self.places.announce(place);
    }
}

// SAFETY: the effect of whoever passes the queue closes it, and only the holder opens it again, so
// the lock is held once.
unsafe impl lock_api::RawMutex for RawMutex {
    const INIT: Self = Self { identity: Identity::new(), places: Places::new() };

    type GuardMarker = GuardNoSend;

    #[track_caller]
    fn lock(&self) {
        lock(self.taking("lock", Location::caller()));
    }

    #[track_caller]
    fn try_lock(&self) -> bool {
        let op = self.taking("try_lock", Location::caller());
        gate::step(op, |kernel| {
            let free = Self::is_free(kernel, op.object);
            if free {
                Self::take(kernel, op);
            } else {
                kernel.refused("would block");
            }
            free
        })
    }

    #[track_caller]
    unsafe fn unlock(&self) {
        let op = self.giving("unlock", Location::caller());
        gate::step(op, |kernel| Self::give(kernel, op.object));
    }

    #[track_caller]
    fn is_locked(&self) -> bool {
        let op = self.taking("is_locked", Location::caller());
        gate::step(op, |kernel| {
            let locked = !Self::is_free(kernel, op.object);
            kernel.found(Shown::Bool(locked));
            locked
        })
    }
}

// SAFETY: as above; a lock that is handed over is taken by whoever passes the queue, like any other.
unsafe impl lock_api::RawMutexFair for RawMutex {
    #[track_caller]
    unsafe fn unlock_fair(&self) {
        let op = self.giving("unlock_fair", Location::caller());
        gate::step(op, |kernel| Self::hand_over(kernel, op.object));
    }

    #[track_caller]
    unsafe fn bump(&self) {
        let op = self.giving("bump", Location::caller());
        let bumped = gate::step(op, |kernel| {
            let waited_for = kernel.waiting(Self::queue(op.object)) > 0;
            if waited_for {
                Self::hand_over(kernel, op.object);
            }
            waited_for
        });
        if bumped {
            lock(op);
        }
    }
}

// SAFETY: as above; without having passed the queue, nobody says that the lock was taken.
unsafe impl lock_api::RawMutexTimed for RawMutex {
    type Duration = Duration;
    type Instant = Instant;

    #[track_caller]
    fn try_lock_for(&self, timeout: Duration) -> bool {
        lock_until(self.taking("try_lock_for", Location::caller()), deadline::after(timeout))
    }

    #[track_caller]
    fn try_lock_until(&self, timeout: Instant) -> bool {
        lock_until(self.taking("try_lock_until", Location::caller()), deadline_at(timeout))
    }
}
