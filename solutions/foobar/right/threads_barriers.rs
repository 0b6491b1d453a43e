//! right: two meetings a round, on one barrier
//!
//! Each round has two meetings. Before the first, foo prints while bar waits; between the two, bar
//! prints while foo waits. One meeting a round would not do: foo would begin the next round while
//! bar still prints. A std barrier can be used again at once.

use std::sync::Barrier;

pub struct FooBar {
    rounds: u32,
    meeting: Barrier,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, meeting: Barrier::new(2) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            print_foo();
            self.meeting.wait();
            self.meeting.wait();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.meeting.wait();
            print_bar();
            self.meeting.wait();
        }
    }
}
