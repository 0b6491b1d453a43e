//! Print FooBar Alternately, with OS threads. The statement is in the README beside this file;
//! `cargo run -p grader -- check foobar/threads` grades what you write here.

/// Used once: `foo` and `bar` are each called one time, by two different threads.
pub struct FooBar {
    // What must the two threads share?
}

impl FooBar {
    /// Makes an object for `n` rounds of foo and bar; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls `print_foo` `n` times: first of all, and then each time after a bar has ended.
    pub fn foo(&self, print_foo: impl Fn()) {
        todo!()
    }

    /// Calls `print_bar` `n` times, each time after a foo has ended.
    pub fn bar(&self, print_bar: impl Fn()) {
        todo!()
    }
}
