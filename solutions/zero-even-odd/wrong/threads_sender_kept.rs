//! verdict: deadlock — odd and even print until their channel is closed, and the object keeps it open.
//! pattern: no-final-wake-up
//!
//! `for number in receiver` ends when the last sender is dropped. Here the senders live in the
//! object, which the waiting calls themselves borrow: it cannot be dropped before they return, and
//! they return when it is dropped. zero must take the senders along, or send a farewell.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

struct Line<T> {
    sender: Sender<T>,
    receiver: Mutex<Receiver<T>>,
}

impl<T> Line<T> {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver: Mutex::new(receiver) }
    }
}

pub struct ZeroEvenOdd {
    n: u32,
    even: Line<u32>,
    odd: Line<u32>,
    printed: Line<()>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, even: Line::new(), odd: Line::new(), printed: Line::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        let printed = self.printed.receiver.lock().unwrap();
        for number in 1..=self.n {
            print_number(0);
            let next = if number % 2 == 0 { &self.even } else { &self.odd };
            next.sender.send(number).unwrap();
            printed.recv().unwrap();
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(&self.even, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(&self.odd, print_number);
    }

    fn print_what_comes(&self, line: &Line<u32>, print_number: impl Fn(u32)) {
        for number in line.receiver.lock().unwrap().iter() {
            print_number(number);
            self.printed.sender.send(()).unwrap();
        }
    }
}
