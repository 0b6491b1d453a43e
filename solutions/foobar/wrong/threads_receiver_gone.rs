//! verdict: runtime-error — bar's last token goes to a receiver that has left with foo.
//! pattern: none
//!
//! Each side takes its receiver out of the object, and drops it when it returns. After the last bar
//! foo is gone, `send` fails, and the `unwrap` panics. Either spare the last token, or let the
//! receivers live in the object.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

struct Turn {
    sender: Sender<()>,
    receiver: Mutex<Option<Receiver<()>>>,
}

impl Turn {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }
}

pub struct FooBar {
    rounds: u32,
    foo_turn: Turn,
    bar_turn: Turn,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        let foo_turn = Turn::new();
        foo_turn.sender.send(()).unwrap();
        Self { rounds: n, foo_turn, bar_turn: Turn::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        Self::alternate(self.rounds, &self.foo_turn, &self.bar_turn, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        Self::alternate(self.rounds, &self.bar_turn, &self.foo_turn, print_bar);
    }

    fn alternate(rounds: u32, own: &Turn, other: &Turn, print: impl Fn()) {
        let receiver = own.receiver.lock().unwrap().take().unwrap();
        for _ in 0..rounds {
            receiver.recv().unwrap();
            print();
            other.sender.send(()).unwrap();
        }
    }
}
