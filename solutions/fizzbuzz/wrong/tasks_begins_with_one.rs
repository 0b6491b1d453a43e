//! verdict: wrong-answer — the first turn is given away before anybody asks whether there is a 1.
//! pattern: none
//!
//! Each turn is passed on only if there is a next number, but the first one is put there by `new`,
//! without a look. That is right for every `n` but 0.

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
    /// By role; all are closed when the count is over.
    turns: [Semaphore; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: AtomicU32::new(1), turns: [0, 0, 0, 1].map(Semaphore::new) }
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
            if number < self.n {
                self.turns[Role::of(number + 1) as usize].add_permits(1);
            } else {
                self.turns.iter().for_each(Semaphore::close);
            }
        }
    }
}
