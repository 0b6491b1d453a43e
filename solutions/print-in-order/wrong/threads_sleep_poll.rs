//! verdict: busy-wait — a waiting thread gets up every 10 ms to look, instead of being woken.
//! pattern: busy-wait
//!
//! Cheaper than spinning, and still polling: it wakes up for nothing a hundred times a second, and
//! when the moment comes it goes on up to 10 ms late.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub struct Foo {
    ended: Mutex<u8>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0) }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        *self.ended.lock().unwrap() = 1;
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.wait_for(1);
        print_second();
        *self.ended.lock().unwrap() = 2;
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.wait_for(2);
        print_third();
    }

    fn wait_for(&self, callbacks: u8) {
        while *self.ended.lock().unwrap() < callbacks {
            thread::sleep(Duration::from_millis(10));
        }
    }
}
