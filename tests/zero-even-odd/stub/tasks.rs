//! Print Zero Even Odd, with async tasks (tokio). The statement is in the README beside this file;
//! `cargo run -p grader -- check zero-even-odd/tasks` grades what you write here.

/// Used once: `zero`, `even` and `odd` are each called one time, by three different tasks.
pub struct ZeroEvenOdd {
    // What must the three tasks share?
}

impl ZeroEvenOdd {
    /// Makes an object for the numbers from 1 to `n`; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls and awaits `print_number(0)` `n` times: first of all, and then each time after a
    /// number has been printed.
    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls and awaits `print_number` with 2, 4, 6 …, at most `n`: each after the 0 before it.
    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls and awaits `print_number` with 1, 3, 5 …, at most `n`: each after the 0 before it.
    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }
}
