//! The raw lock of `RwLock`: the operations; `room` has the rules.

use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use interleave::gate::{self, Wake};
use interleave::{Kernel, Kind, Op, deadline};
use lock_api::GuardNoSend;
use model_std::time::{Instant, deadline_at};

use super::identity::{Identified, Identity};
use super::mutex::is_late;
use super::places::{Place, Places};
use super::room::{Doors, Room, Want};

static KIND: Kind = Kind { name: "RwLock", main_open: true, other_open: true };
/// Nothing is ever reported of these two but what they stand for.
static SECOND: Kind = Kind { name: "second doors of an RwLock", main_open: true, other_open: true };
static THIRD: Kind = Kind { name: "lobby of an RwLock", main_open: true, other_open: false };

/// A readers-writer lock without data: what [`RwLock`](crate::RwLock) is made of.
pub struct RawRwLock {
    identity: Identity,
    second: Identity,
    third: Identity,
    places: Places,
    room: Room,
}

// SAFETY: the cells inside are touched by one OS thread alone (see the page of `model-std`).
unsafe impl Sync for RawRwLock {}
impl UnwindSafe for RawRwLock {}
impl RefUnwindSafe for RawRwLock {}

/// One call of an operation.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    op: Op,
    doors: Doors,
    room: &'a Room,
}

impl RawRwLock {
    pub(super) fn taking(&self, verb: &'static str, caller: Place) -> Call<'_> {
        let doors = self.doors();
        let op = Op { verb, object: doors.lock, place: self.places.taking(caller) };
        Call { op, doors, room: &self.room }
    }

    pub(super) fn giving(&self, verb: &'static str, caller: Place) -> Call<'_> {
        let doors = self.doors();
        let op = Op { verb, object: doors.lock, place: self.places.giving(doors.lock, caller) };
        Call { op, doors, room: &self.room }
    }

    fn doors(&self) -> Doors {
        Doors {
            lock: self.identity.object(&KIND),
            second: self.second.object(&SECOND),
            third: self.third.object(&THIRD),
        }
    }
}

impl Call<'_> {
    /// One visible step, without waiting.
    pub(super) fn step<R>(self, effect: impl FnOnce(&Room, &mut Kernel, Doors, Op) -> R) -> R {
        gate::step(self.op, |kernel| effect(self.room, kernel, self.doors, self.op))
    }

    /// A question.
    fn ask(self, answer: impl FnOnce(&Room) -> bool) -> bool {
        self.step(|room, kernel, _, _| {
            let answer = answer(room);
            kernel.found_value(&answer);
            answer
        })
    }

    /// Whether others, to whom the lock is being handed over, go first.
    fn is_held_back(self, want: Want) -> bool {
        gate::quietly(|kernel| kernel.glance(self.doors.lobby()));
        self.room.holds_back(want)
    }

    /// Waits until it has what it wants.
    pub(super) fn lock(self, want: Want) {
        let Self { op, doors, room } = self;
        if self.is_held_back(want) {
            gate::pass(op, doors.lobby(), |kernel| kernel.refused("not yet"));
        }
        gate::pass(op, doors.of(want), |kernel| self.enter(kernel, want));
        if want == Want::Write && room.has_readers() {
            self.wait_for_readers();
        }
    }

    /// Waits until it has what it wants, but for no longer than to the deadline.
    pub(super) fn lock_until(self, want: Want, deadline: u64) -> bool {
        let Self { op, doors, room } = self;
        if self.is_held_back(want) && gate::pass_until(op, doors.lobby(), deadline, is_late) {
            return false;
        }
        let entered = gate::pass_until(op, doors.of(want), deadline, |kernel, wake| {
            let open = wake == Wake::Notified;
            if open {
                self.enter(kernel, want);
            } else {
                kernel.refused("times out");
            }
            open
        });
        entered
            && (want != Want::Write
                || !room.has_readers()
                || self.wait_for_readers_until(deadline, None))
    }

    /// Takes what it wants if it can have it at once.
    pub(super) fn try_lock(self, want: Want) -> bool {
        self.step(|room, kernel, doors, op| {
            let admitted = room.admits(want);
            if admitted {
                room.enter(kernel, doors, op, want);
            } else {
                kernel.refused("would block");
            }
            admitted
        })
    }

    /// Comes in; a writer may still have to wait for readers.
    fn enter(self, kernel: &mut Kernel, want: Want) {
        self.room.enter(kernel, self.doors, self.op, want);
        if want == Want::Write && self.room.has_readers() {
            kernel.refused("not yet");
        }
    }

    /// The second step of a writer.
    pub(super) fn wait_for_readers(self) {
        let Self { op, doors, room } = self;
        gate::pass(op, doors.drained(), |kernel| room.enter_drained(kernel, doors, op));
    }

    /// The second step of a writer, but for no longer than to the deadline; if it does not become
    /// one, it is what it was before.
    pub(super) fn wait_for_readers_until(self, deadline: u64, before: Option<Want>) -> bool {
        let Self { op, doors, room } = self;
        gate::pass_until(op, doors.drained(), deadline, |kernel, wake| {
            let alone = wake == Wake::Notified;
            if alone {
                room.enter_drained(kernel, doors, op);
            } else {
                kernel.refused("times out");
                room.give_up(kernel, doors, op, before);
            }
            alone
        })
    }

    /// Gives back what is held.
    pub(super) fn unlock(self, held: Want) {
        self.step(|room, kernel, doors, _| room.leave(kernel, doors, held));
    }

    /// Gives back what is held to somebody who waits, if there is anybody.
    pub(super) fn unlock_fair(self, held: Want) {
        self.step(|room, kernel, doors, _| _ = room.hand_over(kernel, doors, held));
    }

    /// Gives back what is held and takes it again, if anybody waits.
    pub(super) fn bump(self, held: Want) {
        if self.step(|room, kernel, doors, _| room.bump(kernel, doors, held)) {
            self.lock(held);
        }
    }
}

impl Identified for RawRwLock {
    fn kind() -> &'static Kind {
        &KIND
    }

    unsafe fn introduce(&self, kind: &'static Kind, whole: *mut u8, len: usize, place: Place) {
        // SAFETY: the caller's promises.
        unsafe { self.identity.introduce(kind, whole, len) };
        self.places.announce(place);
    }
}

// SAFETY: who passes a door enters the room in the same step, and the doors are settled then: with a
// writer in the room, only recursive readers get in, and only before it is alone.
unsafe impl lock_api::RawRwLock for RawRwLock {
    const INIT: Self = Self {
        identity: Identity::new(),
        second: Identity::new(),
        third: Identity::new(),
        places: Places::new(),
        room: Room::new(),
    };

    type GuardMarker = GuardNoSend;

    #[track_caller]
    fn lock_shared(&self) {
        self.taking("read", Location::caller()).lock(Want::Read);
    }

    #[track_caller]
    fn try_lock_shared(&self) -> bool {
        self.taking("try_read", Location::caller()).try_lock(Want::Read)
    }

    #[track_caller]
    unsafe fn unlock_shared(&self) {
        self.giving("unlock", Location::caller()).unlock(Want::Read);
    }

    #[track_caller]
    fn lock_exclusive(&self) {
        self.taking("write", Location::caller()).lock(Want::Write);
    }

    #[track_caller]
    fn try_lock_exclusive(&self) -> bool {
        self.taking("try_write", Location::caller()).try_lock(Want::Write)
    }

    #[track_caller]
    unsafe fn unlock_exclusive(&self) {
        self.giving("unlock", Location::caller()).unlock(Want::Write);
    }

    #[track_caller]
    fn is_locked(&self) -> bool {
        self.taking("is_locked", Location::caller()).ask(Room::is_used)
    }

    #[track_caller]
    fn is_locked_exclusive(&self) -> bool {
        self.taking("is_locked_exclusive", Location::caller()).ask(Room::has_writer)
    }
}

// SAFETY: as above; handing over changes who may pass a door, not what happens then.
unsafe impl lock_api::RawRwLockFair for RawRwLock {
    #[track_caller]
    unsafe fn unlock_shared_fair(&self) {
        // The only one whom a reader keeps out is a writer, which keeps everybody else out.
        self.giving("unlock_fair", Location::caller()).unlock(Want::Read);
    }

    #[track_caller]
    unsafe fn unlock_exclusive_fair(&self) {
        self.giving("unlock_fair", Location::caller()).unlock_fair(Want::Write);
    }

    #[track_caller]
    unsafe fn bump_shared(&self) {
        let call = self.giving("bump", Location::caller());
        let bumped = call.step(|room, kernel, doors, _| {
            let waited_for = room.has_writer();
            if waited_for {
                room.leave(kernel, doors, Want::Read);
            }
            waited_for
        });
        if bumped {
            call.lock(Want::Read);
        }
    }

    #[track_caller]
    unsafe fn bump_exclusive(&self) {
        self.giving("bump", Location::caller()).bump(Want::Write);
    }
}

// SAFETY: as above; nobody can come in between, since it is one step.
unsafe impl lock_api::RawRwLockDowngrade for RawRwLock {
    #[track_caller]
    unsafe fn downgrade(&self) {
        let call = self.giving("downgrade", Location::caller());
        call.step(|room, kernel, doors, op| {
            room.change(kernel, doors, op, Want::Write, Want::Read);
        });
    }
}

// SAFETY: as above; whoever gives up has not entered, or has left again.
unsafe impl lock_api::RawRwLockTimed for RawRwLock {
    type Duration = Duration;
    type Instant = Instant;

    #[track_caller]
    fn try_lock_shared_for(&self, timeout: Duration) -> bool {
        let call = self.taking("try_read_for", Location::caller());
        call.lock_until(Want::Read, deadline::after(timeout))
    }

    #[track_caller]
    fn try_lock_shared_until(&self, timeout: Instant) -> bool {
        let call = self.taking("try_read_until", Location::caller());
        call.lock_until(Want::Read, deadline_at(timeout))
    }

    #[track_caller]
    fn try_lock_exclusive_for(&self, timeout: Duration) -> bool {
        let call = self.taking("try_write_for", Location::caller());
        call.lock_until(Want::Write, deadline::after(timeout))
    }

    #[track_caller]
    fn try_lock_exclusive_until(&self, timeout: Instant) -> bool {
        let call = self.taking("try_write_until", Location::caller());
        call.lock_until(Want::Write, deadline_at(timeout))
    }
}
