//! Print FooBar Alternately, with async tasks (tokio). The statement is in the README beside this
//! file; `cargo run -p grader -- check foobar/tasks` grades what you write here.

/// Used once: `foo` and `bar` are each called one time, by two different tasks.
pub struct FooBar {
    // What must the two tasks share?
}

impl FooBar {
    /// Makes an object for `n` rounds of foo and bar; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls and awaits `print_foo` `n` times: first of all, and then each time after a bar has
    /// ended.
    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls and awaits `print_bar` `n` times, each time after a foo has ended.
    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }
}
