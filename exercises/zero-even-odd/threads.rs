//! Print Zero Even Odd, with OS threads. The statement is in the README beside this file;
//! `cargo run -p grader -- check zero-even-odd/threads` grades what you write here.

/// Used once: `zero`, `even` and `odd` are each called one time, by three different threads.
pub struct ZeroEvenOdd {
    // What must the three threads share?
}

impl ZeroEvenOdd {
    /// Makes an object for the numbers from 1 to `n`; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls `print_number(0)` `n` times: first of all, and then each time after a number has been
    /// printed.
    pub fn zero(&self, print_number: impl Fn(u32)) {
        todo!()
    }

    /// Calls `print_number` with 2, 4, 6 …, at most `n`: each after the 0 before it.
    pub fn even(&self, print_number: impl Fn(u32)) {
        todo!()
    }

    /// Calls `print_number` with 1, 3, 5 …, at most `n`: each after the 0 before it.
    pub fn odd(&self, print_number: impl Fn(u32)) {
        todo!()
    }
}
