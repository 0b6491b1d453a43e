//! right: `park` and `unpark`, with the list of waiters beside the count
//!
//! A waiter looks at the count and puts its handle on the list under one lock; whoever raises the
//! count empties the list under the same lock. So either the waiter saw the new count, or its
//! handle was there to be unparked. An `unpark` that comes before the `park` is remembered by the
//! thread itself. `park` may also return for no reason: hence the loop.

use std::mem;
use std::sync::Mutex;
use std::thread::{self, Thread};

struct Progress {
    ended: u8,
    waiters: Vec<Thread>,
}

pub struct Foo {
    progress: Mutex<Progress>,
}

impl Foo {
    pub fn new() -> Self {
        Self { progress: Mutex::new(Progress { ended: 0, waiters: Vec::new() }) }
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

    fn wait_for(&self, ended: u8) {
        loop {
            let mut progress = self.progress.lock().unwrap();
            if progress.ended >= ended {
                return;
            }
            progress.waiters.push(thread::current());
            drop(progress);
            thread::park();
        }
    }

    fn advance_to(&self, ended: u8) {
        let mut progress = self.progress.lock().unwrap();
        progress.ended = ended;
        let waiters = mem::take(&mut progress.waiters);
        drop(progress);
        for waiter in waiters {
            waiter.unpark();
        }
    }
}
