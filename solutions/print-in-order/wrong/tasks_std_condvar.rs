//! verdict: deadlock — a std condition variable puts the whole executor thread to sleep.
//! pattern: blocking-in-task
//!
//! It is the answer for threads, with `async` in front. While `second` waits, its thread can poll
//! no other task: on a runtime with one thread nobody is left to run `first`. Inside a task one
//! waits with `.await`, never with something that blocks the thread.

use std::sync::{Condvar, Mutex};

pub struct Foo {
    ended: Mutex<u8>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0), changed: Condvar::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.advance_to(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(1);
        print_second.await;
        self.advance_to(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(2);
        print_third.await;
    }

    fn wait_for(&self, callbacks: u8) {
        let ended = self.ended.lock().unwrap();
        drop(self.changed.wait_while(ended, |ended| *ended < callbacks).unwrap());
    }

    fn advance_to(&self, callbacks: u8) {
        *self.ended.lock().unwrap() = callbacks;
        self.changed.notify_all();
    }
}
