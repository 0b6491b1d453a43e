//! verdict: wrong-answer — it sleeps and hopes that the others are done by then.
//! pattern: sleep-as-order
//!
//! No pause is long enough: a thread can be started late, a callback can be slow, a machine can be
//! busy. Time is not an order.

use std::thread;
use std::time::Duration;

pub struct Foo;

impl Foo {
    pub fn new() -> Self {
        Self
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        thread::sleep(Duration::from_millis(10));
        print_second();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        thread::sleep(Duration::from_millis(20));
        print_third();
    }
}
