//! Who is inside a readers-writer lock, and which of its doors are open for whom.
//!
//! | door | open while | who wants in |
//! |---|---|---|
//! | the lock's main queue | no writer, no upgradable reader | writers, upgradable readers |
//! | the lock's other queue | no writer | readers |
//! | `second`, main queue | no writer, or readers are still inside | recursive readers |
//! | `second`, other queue | no reader | the writer that waits for readers to leave |
//! | `third`, main queue: the lobby | nobody is handing the lock over | whoever comes meanwhile |
//!
//! A writer comes in two steps. After the first it is in the room and keeps new readers out, after
//! the second it is alone. An upgradable reader that upgrades begins with the second.

use std::cell::Cell;

use interleave::{Kernel, Object, Op, Queue, Side};

/// What somebody wants of the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Read,
    ReadRecursively,
    ReadUpgradably,
    Write,
}

/// The lock's number, and those of the two objects that lend it their queues.
#[derive(Clone, Copy)]
pub(super) struct Doors {
    pub(super) lock: Object,
    pub(super) second: Object,
    pub(super) third: Object,
}

impl Doors {
    pub(super) fn of(self, want: Want) -> Queue {
        match want {
            Want::Write | Want::ReadUpgradably => Queue::of(self.lock, Side::Main),
            Want::Read => Queue::of(self.lock, Side::Other),
            Want::ReadRecursively => Queue::of(self.second, Side::Main),
        }
    }

    pub(super) fn drained(self) -> Queue {
        Queue::of(self.second, Side::Other)
    }

    pub(super) fn lobby(self) -> Queue {
        Queue::of(self.third, Side::Main)
    }

    /// Who would get the lock if it were handed over now.
    fn waiting(self, kernel: &mut Kernel, held: Want) -> Handing {
        let mut waits = |want| kernel.waiting(self.of(want)) > 0;
        if held == Want::Write && (waits(Want::Read) || waits(Want::ReadRecursively)) {
            Handing::ToAny
        } else if waits(Want::Write) {
            if held == Want::Write { Handing::ToAny } else { Handing::ToMain }
        } else {
            Handing::No
        }
    }
}

/// The lock was handed over to those who waited, and none of them has come in yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Handing {
    No,
    /// A writer has gone: whoever waited may come in.
    ToAny,
    /// An upgradable reader has gone, which never kept readers out.
    ToMain,
}

/// Who is inside.
pub(super) struct Room {
    /// The upgradable one counts.
    readers: Cell<usize>,
    upgradable: Cell<bool>,
    /// Somebody writes, or waits for the readers to leave in order to.
    writer: Cell<bool>,
    handing: Cell<Handing>,
}

impl Room {
    pub(super) const fn new() -> Self {
        Self {
            readers: Cell::new(0),
            upgradable: Cell::new(false),
            writer: Cell::new(false),
            handing: Cell::new(Handing::No),
        }
    }

    pub(super) fn is_used(&self) -> bool {
        self.has_readers() || self.writer.get() || self.handing.get() != Handing::No
    }

    pub(super) fn has_writer(&self) -> bool {
        self.writer.get()
    }

    pub(super) fn has_readers(&self) -> bool {
        self.readers.get() > 0
    }

    /// The upgradable reader, which asks, is the only reader.
    pub(super) fn is_alone(&self) -> bool {
        self.readers.get() == 1
    }

    /// Whether somebody who comes now must let others go first, in the lobby.
    pub(super) fn holds_back(&self, want: Want) -> bool {
        match self.handing.get() {
            Handing::No => false,
            Handing::ToAny => true,
            Handing::ToMain => matches!(want, Want::Write | Want::ReadUpgradably),
        }
    }

    /// Whether somebody who comes now gets what it wants at once.
    pub(super) fn admits(&self, want: Want) -> bool {
        let (writer, readers) = (self.writer.get(), self.has_readers());
        !self.holds_back(want)
            && match want {
                Want::Read => !writer,
                Want::ReadRecursively => !writer || readers,
                Want::ReadUpgradably => !writer && !self.upgradable.get(),
                Want::Write => !writer && !self.upgradable.get() && !readers,
            }
    }

    /// The current thread comes in; a writer may still have to wait for the readers to leave.
    pub(super) fn enter(&self, kernel: &mut Kernel, doors: Doors, op: Op, want: Want) {
        if self.holds_back(want) {
            kernel.redirects(doors.lobby());
            self.handing.set(Handing::No);
        }
        self.count(want, true);
        self.hold(kernel, doors, op, want);
        self.settle(kernel, doors);
    }

    /// The writer that waited for the readers to leave is alone.
    pub(super) fn enter_drained(&self, kernel: &mut Kernel, doors: Doors, op: Op) {
        self.hold(kernel, doors, op, Want::Write);
    }

    /// The writer that waited for the readers to leave gives up, and is again what it was before.
    pub(super) fn give_up(&self, kernel: &mut Kernel, doors: Doors, op: Op, before: Option<Want>) {
        self.count(Want::Write, false);
        if let Some(before) = before {
            self.count(before, true);
            self.hold(kernel, doors, op, before);
        }
        self.settle(kernel, doors);
    }

    /// The current thread goes.
    pub(super) fn leave(&self, kernel: &mut Kernel, doors: Doors, held: Want) {
        self.count(held, false);
        release(kernel, doors);
        self.settle(kernel, doors);
    }

    /// The current thread goes, and lets one of those in who wait, if there is anybody. Tells
    /// whether there was.
    pub(super) fn hand_over(&self, kernel: &mut Kernel, doors: Doors, held: Want) -> bool {
        let handing = doors.waiting(kernel, held);
        if handing != self.handing.replace(handing) {
            kernel.redirects(doors.lobby());
        }
        self.leave(kernel, doors, held);
        handing != Handing::No
    }

    /// As [`Room::hand_over`], but stays if nobody waits.
    pub(super) fn bump(&self, kernel: &mut Kernel, doors: Doors, held: Want) -> bool {
        doors.waiting(kernel, held) != Handing::No && self.hand_over(kernel, doors, held)
    }

    /// The current thread stays inside as something else, without anybody coming in between.
    pub(super) fn change(&self, kernel: &mut Kernel, doors: Doors, op: Op, from: Want, to: Want) {
        self.count(from, false);
        release(kernel, doors);
        self.count(to, true);
        self.hold(kernel, doors, op, to);
        self.settle(kernel, doors);
    }

    fn count(&self, who: Want, comes: bool) {
        match who {
            Want::Write => return self.writer.set(comes),
            Want::ReadUpgradably => self.upgradable.set(comes),
            Want::Read | Want::ReadRecursively => {}
        }
        self.readers.update(|readers| if comes { readers + 1 } else { readers - 1 });
    }

    /// Notes who holds the lock: not a writer that still waits for readers to leave.
    fn hold(&self, kernel: &mut Kernel, doors: Doors, op: Op, want: Want) {
        if want != Want::Write || !self.has_readers() {
            // Who waits for one of the second object's queues waits for the same holders.
            kernel.hold(doors.lock, op.place);
            kernel.hold_untold(doors.second, op.place);
        }
    }

    /// Opens and closes the doors as the table says.
    fn settle(&self, kernel: &mut Kernel, doors: Doors) {
        let (writer, readers) = (self.writer.get(), self.has_readers());
        let mut set = |queue, open| {
            if open {
                kernel.open(queue);
            } else {
                kernel.close(queue);
            }
        };
        set(doors.of(Want::Write), !writer && !self.upgradable.get());
        set(doors.of(Want::Read), !writer);
        set(doors.of(Want::ReadRecursively), !writer || readers);
        set(doors.drained(), !readers);
        set(doors.lobby(), self.handing.get() == Handing::No);
    }
}

fn release(kernel: &mut Kernel, doors: Doors) {
    kernel.release(doors.lock);
    kernel.release_untold(doors.second);
}
