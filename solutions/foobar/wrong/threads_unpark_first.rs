//! verdict: deadlock — the other thread is woken before the turn is stored.
//! pattern: lost-wake-up
//!
//! It wakes up, looks, finds that it is not its turn, and parks again; only then the turn changes,
//! and nobody wakes it a second time. First change what others wait for, then wake them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

pub struct FooBar {
    rounds: u32,
    foo_is_next: AtomicBool,
    foo_thread: OnceLock<Thread>,
    bar_thread: OnceLock<Thread>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self {
            rounds: n,
            foo_is_next: AtomicBool::new(true),
            foo_thread: OnceLock::new(),
            bar_thread: OnceLock::new(),
        }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.foo_thread.set(thread::current()).unwrap();
        self.alternate(true, &self.bar_thread, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.bar_thread.set(thread::current()).unwrap();
        self.alternate(false, &self.foo_thread, print_bar);
    }

    fn alternate(&self, own: bool, other: &OnceLock<Thread>, print: impl Fn()) {
        for _ in 0..self.rounds {
            while self.foo_is_next.load(Ordering::SeqCst) != own {
                thread::park();
            }
            print();
            if let Some(other) = other.get() {
                other.unpark();
            }
            self.foo_is_next.store(!own, Ordering::SeqCst);
        }
    }
}
