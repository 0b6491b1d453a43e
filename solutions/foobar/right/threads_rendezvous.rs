//! right: crossbeam channels without room, so that each message is a meeting
//!
//! In a channel of capacity 0 `send` returns only when the message has been taken. Foo prints and
//! meets bar; bar prints and meets foo. Both ends can be shared as they are, and each side counts
//! the same meetings, so nobody waits for one that does not come.

use crossbeam::channel::{self, Receiver, Sender};

struct Meeting {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Meeting {
    fn new() -> Self {
        let (sender, receiver) = channel::bounded(0);
        Self { sender, receiver }
    }

    fn tell(&self) {
        self.sender.send(()).expect("the receiver is in the same object");
    }

    fn hear(&self) {
        self.receiver.recv().expect("the sender is in the same object");
    }
}

pub struct FooBar {
    rounds: u32,
    foo_done: Meeting,
    bar_done: Meeting,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_done: Meeting::new(), bar_done: Meeting::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            print_foo();
            self.foo_done.tell();
            self.bar_done.hear();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.foo_done.hear();
            print_bar();
            self.bar_done.tell();
        }
    }
}
