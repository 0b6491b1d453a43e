//! verdict: busy-wait — `Backoff` makes the spinning politer, but it never sleeps.
//! pattern: busy-wait
//!
//! `snooze` spins for a while and then yields, again and again. It is made for waits of some
//! hundred nanoseconds. `is_completed` says when it has been long enough: from then on one should
//! park, or wait for a condition variable.

use crossbeam::atomic::AtomicCell;
use crossbeam::utils::Backoff;

pub struct Foo {
    ended: AtomicCell<u8>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: AtomicCell::new(0) }
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
        let backoff = Backoff::new();
        while self.ended.load() < before {
            backoff.snooze();
        }
        print();
        self.ended.store(before + 1);
    }
}
