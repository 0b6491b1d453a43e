//! The timers that one poller looks after: what it waits for besides its waker.
//!
//! Part of `poller`; filled by `alarm`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::task::Waker;

/// When, and which of those that are due at the same time.
pub(super) type Key = (u64, u64);

/// The timers that one poller looks after.
#[derive(Default)]
pub(super) struct Alarms {
    set: RefCell<BTreeMap<Key, Waker>>,
    made: Cell<u64>,
}

impl Alarms {
    /// When the next one is due.
    pub(super) fn next(&self) -> Option<u64> {
        self.set.borrow().keys().next().map(|(deadline, _)| *deadline)
    }

    /// Takes those that are due.
    pub(super) fn take_due(&self, now: u64) -> Vec<Waker> {
        let mut set = self.set.borrow_mut();
        let later = set.split_off(&(now + 1, 0));
        std::mem::replace(&mut *set, later).into_values().collect()
    }

    /// Takes those that are due if all of them are the poller's own.
    pub(super) fn take_own(&self, now: u64, own: impl Fn(&Waker) -> bool) -> Option<Vec<Waker>> {
        let all = self.set.borrow().range(..(now + 1, 0)).all(|(_, waker)| own(waker));
        all.then(|| self.take_due(now))
    }

    /// Sets one.
    pub(super) fn insert(&self, deadline: u64, waker: Waker) -> Key {
        self.made.set(self.made.get() + 1);
        let key = (deadline, self.made.get());
        self.set.borrow_mut().insert(key, waker);
        key
    }

    /// Takes one back.
    pub(super) fn remove(&self, key: &Key) {
        let waker = self.set.borrow_mut().remove(key);
        drop(waker);
    }
}
