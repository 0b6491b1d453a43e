//! verdict: wrong-answer — odd and even receive from the same channel, and whoever is faster gets the number.
//! pattern: wrong-waiter
//!
//! crossbeam's receivers can be cloned, but each message still goes to one of them only, and not to
//! the one it was meant for: even prints the 1. A clone is a second worker on the same queue, not a
//! second listener. Each side needs a channel of its own.

use crossbeam::channel::{self, Receiver, Sender};
use parking_lot::Mutex;

pub struct ZeroEvenOdd {
    n: u32,
    sender: Mutex<Option<Sender<u32>>>,
    numbers: Receiver<u32>,
    printed: (Sender<()>, Receiver<()>),
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (sender, numbers) = channel::unbounded();
        Self { n, sender: Mutex::new(Some(sender)), numbers, printed: channel::unbounded() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        let sender = self.sender.lock().take().expect("zero is called once");
        for number in 1..=self.n {
            print_number(0);
            sender.send(number).expect("the receiver is in `self`");
            self.printed.1.recv().expect("the sender is in `self`");
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(self.numbers.clone(), print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(self.numbers.clone(), print_number);
    }

    fn print_what_comes(&self, numbers: Receiver<u32>, print_number: impl Fn(u32)) {
        for number in numbers {
            print_number(number);
            self.printed.0.send(()).expect("the receiver is in `self`");
        }
    }
}
