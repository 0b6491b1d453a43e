//! verdict: deadlock — the count is an atomic that goes up without the lock, in the gap between look and sleep.
//! pattern: lost-wake-up
//!
//! The waiter looks with the lock in its hands, but that keeps nobody out who does not take it. The
//! count goes up and all are notified just after the look and before the sleep: nobody is asleep
//! yet, and then somebody is, for ever. What a sleeper looks at must change under the sleeper's
//! lock.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU32,
    asleep: Mutex<()>,
    one_more: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: AtomicU32::new(0), asleep: Mutex::new(()), one_more: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.in_turn(2 * number - 2, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, || print_number(number));
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, || print_number(number));
        }
    }

    fn in_turn(&self, before: u32, print: impl FnOnce()) {
        let mut asleep = self.asleep.lock().unwrap();
        while self.ended.load(Ordering::SeqCst) < before {
            asleep = self.one_more.wait(asleep).unwrap();
        }
        drop(asleep);
        print();
        self.ended.fetch_add(1, Ordering::SeqCst);
        self.one_more.notify_all();
    }
}
