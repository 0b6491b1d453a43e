//! right: two semaphores, one permit going back and forth
//!
//! std has no semaphore, but one is quickly made of a mutex and a condition variable. There is one
//! permit in all: whoever takes it may print, and puts it into the other's semaphore afterwards. A
//! permit put down early waits there, so no wake-up is lost.

use std::sync::{Condvar, Mutex};

struct Semaphore {
    permits: Mutex<u32>,
    more: Condvar,
}

impl Semaphore {
    fn new(permits: u32) -> Self {
        Self { permits: Mutex::new(permits), more: Condvar::new() }
    }

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        *self.more.wait_while(permits, |permits| *permits == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.more.notify_one();
    }
}

pub struct FooBar {
    rounds: u32,
    foo_turn: Semaphore,
    bar_turn: Semaphore,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_turn: Semaphore::new(1), bar_turn: Semaphore::new(0) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            self.foo_turn.acquire();
            print_foo();
            self.bar_turn.release();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.bar_turn.acquire();
            print_bar();
            self.foo_turn.release();
        }
    }
}
