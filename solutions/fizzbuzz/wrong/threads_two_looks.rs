//! verdict: wrong-answer — it loads the number anew for each question, so the answers do not fit together.
//! pattern: check-then-act
//!
//! "Is the count over?", "a multiple of 3?", "a multiple of 5?": the number may move on between two
//! of them. At 2 of 2 `fizz` sees that the count is not over; `number` prints the 2; `fizz` sees a
//! 3 and prints. Load once, and ask everything of that one value.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, Thread};

pub struct FizzBuzz {
    n: u32,
    next: AtomicU32,
    sleepers: [OnceLock<Thread>; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: AtomicU32::new(1), sleepers: [const { OnceLock::new() }; 4] }
    }

    pub fn fizz(&self, print_fizz: impl Fn()) {
        self.count(0, || self.divides(3) && !self.divides(5), |_| print_fizz());
    }

    pub fn buzz(&self, print_buzz: impl Fn()) {
        self.count(1, || self.divides(5) && !self.divides(3), |_| print_buzz());
    }

    pub fn fizzbuzz(&self, print_fizzbuzz: impl Fn()) {
        self.count(2, || self.divides(3) && self.divides(5), |_| print_fizzbuzz());
    }

    pub fn number(&self, print_number: impl Fn(u32)) {
        self.count(3, || !self.divides(3) && !self.divides(5), print_number);
    }

    fn divides(&self, divisor: u32) -> bool {
        self.next.load(Ordering::SeqCst).is_multiple_of(divisor)
    }

    fn count(&self, role: usize, is_my_turn: impl Fn() -> bool, print: impl Fn(u32)) {
        self.sleepers[role].get_or_init(thread::current);
        loop {
            let number = self.next.load(Ordering::SeqCst);
            if number > self.n {
                return;
            }
            if is_my_turn() {
                print(self.next.load(Ordering::SeqCst));
                self.next.fetch_add(1, Ordering::SeqCst);
                self.sleepers.iter().filter_map(OnceLock::get).for_each(Thread::unpark);
            } else {
                thread::park();
            }
        }
    }
}
