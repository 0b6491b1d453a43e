//! The timers that one poller looks after: what it waits for besides its waker.
//!
//! Part of `poller`; filled by `alarm`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// When, and which of those that are due at the same time.
pub(super) type Key = (u64, u64);

/// The timers that one poller looks after.
#[derive(Default)]
pub(super) struct Alarms {
    set: RefCell<BTreeSet<Key>>,
    made: Cell<u64>,
}

impl Alarms {
    /// When the next one is due.
    pub(super) fn next(&self) -> Option<u64> {
        self.set.borrow().first().map(|(deadline, _)| *deadline)
    }

    /// Those that are due have gone off.
    pub(super) fn go_off(&self, now: u64) {
        self.set.borrow_mut().retain(|(deadline, _)| *deadline > now);
    }

    /// Sets one.
    pub(super) fn insert(&self, deadline: u64) -> Key {
        self.made.set(self.made.get() + 1);
        let key = (deadline, self.made.get());
        self.set.borrow_mut().insert(key);
        key
    }

    /// Takes one back.
    pub(super) fn remove(&self, key: &Key) {
        self.set.borrow_mut().remove(key);
    }
}
