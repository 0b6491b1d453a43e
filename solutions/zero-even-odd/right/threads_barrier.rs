//! right: all three meet after every single print
//!
//! The barrier cuts the time into steps: in each step one of the three prints, and the others go
//! straight to the meeting. Everybody counts the same meetings, so everybody knows which step it is
//! without a shared variable. It is simple, and it wakes two threads too many a step: nobody can
//! return before the last print, and the second print waits until all three are there.

use std::sync::Barrier;

pub struct ZeroEvenOdd {
    n: u32,
    step_is_over: Barrier,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, step_is_over: Barrier::new(3) }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for _ in 1..=self.n {
            print_number(0);
            self.step_is_over.wait();
            self.step_is_over.wait();
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(|number| number % 2 == 0, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(|number| number % 2 == 1, print_number);
    }

    fn every_other(&self, is_own: impl Fn(u32) -> bool, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.step_is_over.wait();
            if is_own(number) {
                print_number(number);
            }
            self.step_is_over.wait();
        }
    }
}
