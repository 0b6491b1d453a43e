//! right: a conductor, a thread of its own that gives each side its cue
//!
//! The sequence stands in one place, as a straight loop. A cue is the number to print; the channels
//! have no room, so each cue and each answer is a meeting. When the conductor is through, it drops
//! its ends of the channels, and the three loops end with them. When the object is dropped first,
//! the *other* ends are gone, and the conductor goes home.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};

pub struct ZeroEvenOdd {
    zero: Receiver<u32>,
    even: Receiver<u32>,
    odd: Receiver<u32>,
    printed: Sender<()>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (to_zero, zero) = channel::bounded(0);
        let (to_even, even) = channel::bounded(0);
        let (to_odd, odd) = channel::bounded(0);
        let (printed, hears) = channel::bounded(0);
        thread::spawn(move || {
            for number in 1..=n {
                let next = if number % 2 == 0 { &to_even } else { &to_odd };
                for (side, number) in [(&to_zero, 0), (next, number)] {
                    if side.send(number).is_err() || hears.recv().is_err() {
                        return; // the object is gone
                    }
                }
            }
        });
        Self { zero, even, odd, printed }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        self.play(&self.zero, print_number);
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.play(&self.even, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.play(&self.odd, print_number);
    }

    fn play(&self, cues: &Receiver<u32>, print_number: impl Fn(u32)) {
        for number in cues {
            print_number(number);
            self.printed.send(()).expect("the conductor waits for it");
        }
    }
}
