//! Print in Order, with OS threads. The statement is in the README beside this file;
//! `cargo run -p grader -- check print-in-order/threads` grades what you write here.

/// Used once: `first`, `second` and `third` are each called one time, by three different threads.
pub struct Foo {
    // What must the three threads share?
}

impl Foo {
    /// Makes an object on which nothing has been called yet.
    pub fn new() -> Self {
        todo!()
    }

    /// Runs `print_first`, and lets `second` know when it has ended.
    pub fn first(&self, print_first: impl FnOnce()) {
        todo!()
    }

    /// Runs `print_second` as soon as `print_first` has ended, and lets `third` know.
    pub fn second(&self, print_second: impl FnOnce()) {
        todo!()
    }

    /// Runs `print_third` as soon as `print_second` has ended.
    pub fn third(&self, print_third: impl FnOnce()) {
        todo!()
    }
}
