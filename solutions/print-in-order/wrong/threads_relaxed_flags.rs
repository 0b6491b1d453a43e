//! verdict: deadlock — `Relaxed` lets both sides look before they see what the other one has said.
//! pattern: ordering
//!
//! Whoever waits says so and looks whether it is done; whoever is done says so and looks whether somebody
//! waits. If each said its own thing first in one order that all agree on, one of the two would have to
//! see the other. `Relaxed` promises no such order: both may look and see nothing, and the one sleeps
//! while the other one sees nobody to wake.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

#[derive(Default)]
struct Signal {
    given: AtomicBool,
    waited_for: AtomicBool,
    waiter: Mutex<Option<Thread>>,
}

impl Signal {
    fn wait(&self) {
        *self.waiter.lock().unwrap() = Some(thread::current());
        self.waited_for.store(true, Ordering::Relaxed);
        while !self.given.load(Ordering::Relaxed) {
            thread::park();
        }
    }

    fn give(&self) {
        self.given.store(true, Ordering::Relaxed);
        if self.waited_for.load(Ordering::Relaxed)
            && let Some(waiter) = self.waiter.lock().unwrap().take()
        {
            waiter.unpark();
        }
    }
}

#[derive(Default)]
pub struct Foo {
    first_done: Signal,
    second_done: Signal,
}

impl Foo {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.give();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first_done.wait();
        print_second();
        self.second_done.give();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.wait();
        print_third();
    }
}
