//! verdict: deadlock — it looks first, and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so only another thread can step in: it
//! counts on and calls `notify_waiters` just there, and this task does not hear it. Make the
//! `notified` future first, look then, and await it last.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::Notify;

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
    next: AtomicU32,
    changed: Notify,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: AtomicU32::new(1), changed: Notify::new() }
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
        loop {
            let number = self.next.load(Ordering::SeqCst);
            if number > self.n {
                return;
            }
            if Role::of(number) == role {
                print(number).await;
                self.next.store(number + 1, Ordering::SeqCst);
                self.changed.notify_waiters();
            } else {
                self.changed.notified().await;
            }
        }
    }
}
