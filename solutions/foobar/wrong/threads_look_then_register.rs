//! verdict: deadlock — it looks first, and leaves its handle for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and the handle the other one hands the turn over, finds no handle, and wakes
//! nobody. Then the handle is left, and its owner parks for ever. Leave the handle first and look
//! then, or do both under one lock.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

pub struct FooBar {
    rounds: u32,
    foo_is_next: AtomicBool,
    waiter: Mutex<Option<Thread>>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: AtomicBool::new(true), waiter: Mutex::new(None) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(true, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(false, print_bar);
    }

    fn alternate(&self, own: bool, print: impl Fn()) {
        for _ in 0..self.rounds {
            while self.foo_is_next.load(Ordering::SeqCst) != own {
                *self.waiter.lock().unwrap() = Some(thread::current());
                thread::park();
            }
            print();
            self.foo_is_next.store(!own, Ordering::SeqCst);
            let waiter = self.waiter.lock().unwrap().take();
            if let Some(waiter) = waiter {
                waiter.unpark();
            }
        }
    }
}
