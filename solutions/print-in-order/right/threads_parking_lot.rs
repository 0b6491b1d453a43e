//! right: the count of ended callbacks, with `parking_lot`'s mutex and condition variable
//!
//! The design of the reference with less ceremony: there is no poisoning, so `lock` has nothing to
//! unwrap, and `wait_while` borrows the guard and gives it back. This condition variable never
//! wakes for no reason, but `notify_all` wakes `third` together with `second`, so the loop stays.

use parking_lot::{Condvar, Mutex};

pub struct Foo {
    ended: Mutex<u8>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0), changed: Condvar::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.take_turn(0, print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.take_turn(1, print_second);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.take_turn(2, print_third);
    }

    fn take_turn(&self, before: u8, print: impl FnOnce()) {
        self.changed.wait_while(&mut self.ended.lock(), |ended| *ended < before);
        print();
        *self.ended.lock() = before + 1;
        self.changed.notify_all();
    }
}
