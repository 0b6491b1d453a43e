//! Fizz Buzz Multithreaded, with async tasks (tokio). The statement is in the README beside this
//! file; `cargo run -p grader -- check fizzbuzz/tasks` grades what you write here.

/// Used once: each of the four methods is called one time, by four different tasks.
pub struct FizzBuzz {
    // What must the four tasks share?
}

impl FizzBuzz {
    /// Makes an object that counts from 1 to `n`; `n` may be 0.
    pub fn new(n: u32) -> Self {
        todo!()
    }

    /// Calls and awaits `print_fizz` for each multiple of 3 that is no multiple of 5, in its turn.
    pub async fn fizz<Fut>(&self, print_fizz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls and awaits `print_buzz` for each multiple of 5 that is no multiple of 3, in its turn.
    pub async fn buzz<Fut>(&self, print_buzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls and awaits `print_fizzbuzz` for each multiple of 15, in its turn.
    pub async fn fizzbuzz<Fut>(&self, print_fizzbuzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }

    /// Calls `print_number` with each of the other numbers and awaits it, in its turn.
    pub async fn number<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        todo!()
    }
}
