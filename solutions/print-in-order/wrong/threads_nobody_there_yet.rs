//! verdict: runtime-error — `first` unparks `second` without asking whether it has come yet.
//! pattern: lost-wake-up
//!
//! The handle of `second`'s thread is known only once `second` has been called. If `first` is
//! quicker, there is no handle, and the `expect` panics. Leaving the `expect` out would not cure
//! it: then the signal would be lost. The fact itself must be kept, not only the address to send it
//! to.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

/// Somebody to be woken, and whether they may go on.
struct Waiter {
    thread: OnceLock<Thread>,
    may_go: AtomicBool,
}

impl Waiter {
    fn new() -> Self {
        Self { thread: OnceLock::new(), may_go: AtomicBool::new(false) }
    }

    fn wait(&self) {
        self.thread.set(thread::current()).expect("one waiter");
        while !self.may_go.load(Ordering::SeqCst) {
            thread::park();
        }
    }

    fn wake(&self) {
        let thread = self.thread.get().expect("the waiter has come");
        self.may_go.store(true, Ordering::SeqCst);
        thread.unpark();
    }
}

pub struct Foo {
    second: Waiter,
    third: Waiter,
}

impl Foo {
    pub fn new() -> Self {
        Self { second: Waiter::new(), third: Waiter::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.second.wake();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.second.wait();
        print_second();
        self.third.wake();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.third.wait();
        print_third();
    }
}
