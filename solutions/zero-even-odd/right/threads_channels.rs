//! right: the numbers themselves travel through channels, and a closed channel is the end
//!
//! Only zero counts to `n`. It sends each number to odd or even and waits until it was printed; the
//! other two print what comes. zero takes the sending ends along, so they are dropped when it
//! returns, and both loops end: nobody has to work out which number is the last one. The mutexes
//! are only there because these ends have an owner; each has one user.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

const EVEN: usize = 0;
const ODD: usize = 1;

pub struct ZeroEvenOdd {
    n: u32,
    /// For even and odd numbers, until zero takes them.
    senders: Mutex<Option<[Sender<u32>; 2]>>,
    receivers: [Mutex<Receiver<u32>>; 2],
    printed: (Sender<()>, Mutex<Receiver<()>>),
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (to_even, even) = mpsc::channel();
        let (to_odd, odd) = mpsc::channel();
        let (printed, hears) = mpsc::channel();
        Self {
            n,
            senders: Mutex::new(Some([to_even, to_odd])),
            receivers: [Mutex::new(even), Mutex::new(odd)],
            printed: (printed, Mutex::new(hears)),
        }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        let senders = self.senders.lock().unwrap().take().expect("zero is called once");
        let printed = self.printed.1.lock().unwrap();
        for number in 1..=self.n {
            print_number(0);
            let next = if number % 2 == 0 { EVEN } else { ODD };
            senders[next].send(number).expect("the receiver is in `self`");
            printed.recv().expect("the sender is in `self`");
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(EVEN, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.print_what_comes(ODD, print_number);
    }

    fn print_what_comes(&self, own: usize, print_number: impl Fn(u32)) {
        for number in self.receivers[own].lock().unwrap().iter() {
            print_number(number);
            self.printed.0.send(()).expect("the receiver is in `self`");
        }
    }
}
