//! missing: `crossbeam::epoch`

use crossbeam::epoch::{self, Atomic};
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex};

pub struct Foo {
    ended: Mutex<u8>,
    changed: Condvar,
    last: Atomic<u8>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0), changed: Condvar::new(), last: Atomic::null() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.advance_to(1);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.wait_for(1);
        print_second();
        self.advance_to(2);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.wait_for(2);
        print_third();
    }

    fn wait_for(&self, callbacks: u8) {
        let ended = self.ended.lock().unwrap();
        drop(self.changed.wait_while(ended, |ended| *ended < callbacks).unwrap());
    }

    fn advance_to(&self, callbacks: u8) {
        assert!(self.last.load(Ordering::Acquire, &epoch::pin()).is_null());
        *self.ended.lock().unwrap() = callbacks;
        self.changed.notify_all();
    }
}
