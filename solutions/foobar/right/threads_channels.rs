//! right: two channels, one token going back and forth
//!
//! Whoever holds the token may print, then sends it to the other. A message waits in its channel
//! until it is taken, so nothing is lost. Both ends stay in the object: `bar`'s last token may lie
//! there unread after `foo` has returned. The mutexes are only there because a `Receiver` may not
//! be shared; each has one user.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

struct Turn {
    sender: Sender<()>,
    receiver: Mutex<Receiver<()>>,
}

impl Turn {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(receiver) }
    }

    fn give(&self) {
        self.sender.send(()).expect("the receiver lives beside the sender");
    }

    fn take(&self) {
        let receiver = self.receiver.lock().unwrap();
        receiver.recv().expect("the sender lives beside the receiver");
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
        foo_turn.give();
        Self { rounds: n, foo_turn, bar_turn: Turn::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            self.foo_turn.take();
            print_foo();
            self.bar_turn.give();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.bar_turn.take();
            print_bar();
            self.foo_turn.give();
        }
    }
}
