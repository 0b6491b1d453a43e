//! right: a semaphore for each of the four, which are closed when the count is over
//!
//! The permit goes to the owner of the next number, and the number stands beside it. Nobody counts
//! how often it has to wait: after the last number all four semaphores are closed, `acquire` fails,
//! and that is the end, also for whoever comes later. With `n` = 0 they are closed from the start.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::Semaphore;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Fizz,
    Buzz,
    FizzBuzz,
    Number,
}

impl Role {
    fn of(number: u32) -> Self {
        match (number % 3, number % 5) {
            (0, 0) => Self::FizzBuzz,
            (0, _) => Self::Fizz,
            (_, 0) => Self::Buzz,
            _ => Self::Number,
        }
    }
}

pub struct FizzBuzz {
    n: u32,
    /// Changed by whoever has the permit.
    next: AtomicU32,
    /// By role.
    turns: [Semaphore; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let turns = [0; 4].map(Semaphore::new);
        let this = Self { n, next: AtomicU32::new(1), turns };
        this.pass_to(1);
        this
    }

    pub async fn fizz<Fut>(&self, print_fizz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Fizz, |_| print_fizz()).await;
    }

    pub async fn buzz<Fut>(&self, print_buzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Buzz, |_| print_buzz()).await;
    }

    pub async fn fizzbuzz<Fut>(&self, print_fizzbuzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::FizzBuzz, |_| print_fizzbuzz()).await;
    }

    pub async fn number<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Number, print_number).await;
    }

    async fn count<Fut>(&self, role: Role, print: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        while let Ok(turn) = self.turns[role as usize].acquire().await {
            turn.forget();
            let number = self.next.load(Ordering::SeqCst);
            print(number).await;
            self.next.store(number + 1, Ordering::SeqCst);
            self.pass_to(number + 1);
        }
    }

    fn pass_to(&self, number: u32) {
        if number <= self.n {
            self.turns[Role::of(number) as usize].add_permits(1);
        } else {
            self.turns.iter().for_each(Semaphore::close);
        }
    }
}
