//! verdict: busy-wait — a waiting thread asks again and again instead of sleeping.
//! pattern: busy-wait
//!
//! The order is right, and on an idle machine it even looks quick. But each waiter burns a core
//! until its turn comes, perhaps the very core that the callback needs. `spin_loop` only makes the
//! burning polite.

use std::hint;
use std::sync::atomic::{AtomicU8, Ordering};

pub struct Foo {
    ended: AtomicU8,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: AtomicU8::new(0) }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.ended.store(1, Ordering::Release);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        while self.ended.load(Ordering::Acquire) < 1 {
            hint::spin_loop();
        }
        print_second();
        self.ended.store(2, Ordering::Release);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        while self.ended.load(Ordering::Acquire) < 2 {
            hint::spin_loop();
        }
        print_third();
    }
}
