//! right: one channel per hand-over
//!
//! A message waits in its channel until somebody takes it, so a signal sent early is not lost. Each
//! channel has one sender and one receiver: nobody can take a message meant for another. The mutex
//! is there only because a `Receiver` may not be shared; no two threads ever compete for it.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

/// A message from one caller to the next.
struct HandOver {
    sender: Sender<()>,
    receiver: Mutex<Receiver<()>>,
}

impl HandOver {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(receiver) }
    }

    fn tell(&self) {
        self.sender.send(()).expect("the receiver lives beside the sender");
    }

    fn wait(&self) {
        let receiver = self.receiver.lock().unwrap();
        receiver.recv().expect("the sender lives beside the receiver");
    }
}

pub struct Foo {
    first_done: HandOver,
    second_done: HandOver,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: HandOver::new(), second_done: HandOver::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.tell();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first_done.wait();
        print_second();
        self.second_done.tell();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.wait();
        print_third();
    }
}
