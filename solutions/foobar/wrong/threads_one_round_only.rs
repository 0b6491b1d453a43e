//! verdict: wrong-answer — the events are set and never cleared, so it is right for n = 1 only.
//! pattern: missed-generation
//!
//! In the first round both wait for each other as they should. From then on both events stay set,
//! `wait` returns at once, and foo and bar run side by side. Something that happens again and again
//! needs a signal that is used up when it is taken.

use std::sync::{Condvar, Mutex};

struct Event {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    fn new() -> Self {
        Self { set: Mutex::new(false), changed: Condvar::new() }
    }

    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        drop(self.changed.wait_while(set, |set| !*set).unwrap());
    }
}

pub struct FooBar {
    rounds: u32,
    foo_turn: Event,
    bar_turn: Event,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        let foo_turn = Event::new();
        foo_turn.set();
        Self { rounds: n, foo_turn, bar_turn: Event::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            self.foo_turn.wait();
            print_foo();
            self.bar_turn.set();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.bar_turn.wait();
            print_bar();
            self.foo_turn.set();
        }
    }
}
