//! Fizz Buzz Multithreaded, with OS threads. The statement is in the README beside this file;
//! `cargo run -p grader -- check fizzbuzz/threads` grades what you write here.

/// Used once: each of the four methods is called one time, by four different threads.
pub struct FizzBuzz {
    // What must the four threads share?
}

impl FizzBuzz {
    /// Makes an object that counts from 1 to `n`; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls `print_fizz` for each multiple of 3 that is no multiple of 5, in its turn.
    pub fn fizz(&self, print_fizz: impl Fn()) {
        todo!()
    }

    /// Calls `print_buzz` for each multiple of 5 that is no multiple of 3, in its turn.
    pub fn buzz(&self, print_buzz: impl Fn()) {
        todo!()
    }

    /// Calls `print_fizzbuzz` for each multiple of 15, in its turn.
    pub fn fizzbuzz(&self, print_fizzbuzz: impl Fn()) {
        todo!()
    }

    /// Calls `print_number` with each of the other numbers, in its turn.
    pub fn number(&self, print_number: impl Fn(u32)) {
        todo!()
    }
}
