//! Print in Order, with async tasks (tokio). The statement is in the README beside this file;
//! `cargo run -p grader -- check print-in-order/tasks` grades what you write here.

/// Used once: `first`, `second` and `third` are each called one time, by three different tasks.
pub struct Foo {
    // What must the three tasks share?
}

impl Foo {
    /// Makes an object on which nothing has been called yet.
    pub fn new() -> Self {
        todo!()
    }

    /// Awaits `print_first`, and lets `second` know when it has ended.
    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        todo!()
    }

    /// Awaits `print_second` as soon as `print_first` has ended, and lets `third` know.
    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        todo!()
    }

    /// Awaits `print_third` as soon as `print_second` has ended.
    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        todo!()
    }
}
