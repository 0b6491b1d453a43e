//! verdict: deadlock — bar spares the answer of the last round, for which foo still waits.
//! pattern: no-final-wake-up
//!
//! "After the last bar nobody needs to be told" is true only if foo does not wait after its last
//! foo. Here it does, and hangs at the very end. Both sides must count the same hand-overs.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

struct Signal {
    sender: Sender<()>,
    receiver: Mutex<Receiver<()>>,
}

impl Signal {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(receiver) }
    }

    fn give(&self) {
        self.sender.send(()).unwrap();
    }

    fn wait(&self) {
        self.receiver.lock().unwrap().recv().unwrap();
    }
}

pub struct FooBar {
    rounds: u32,
    foo_done: Signal,
    bar_done: Signal,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_done: Signal::new(), bar_done: Signal::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            print_foo();
            self.foo_done.give();
            self.bar_done.wait();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for round in 1..=self.rounds {
            self.foo_done.wait();
            print_bar();
            if round < self.rounds {
                self.bar_done.give();
            }
        }
    }
}
