//! verdict: wrong-answer — in a shared channel `third` can take what was meant for `second`.
//! pattern: wrong-waiter
//!
//! The tokens look alike. If `third` is the first to receive, it prints right after `first`, and
//! `second` waits for a token that nobody will send. One channel per hand-over, with one receiver
//! each, cannot mix them up.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

pub struct Foo {
    sender: Sender<()>,
    receiver: Mutex<Receiver<()>>,
}

impl Foo {
    pub fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(receiver) }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.sender.send(()).unwrap();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.receiver.lock().unwrap().recv().unwrap();
        print_second();
        self.sender.send(()).unwrap();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.receiver.lock().unwrap().recv().unwrap();
        print_third();
    }
}
