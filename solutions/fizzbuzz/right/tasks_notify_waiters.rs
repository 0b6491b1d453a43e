//! right: the next number under tokio's mutex, and one `Notify` that wakes all at every change
//!
//! `notify_waiters` has no memory. So whoever may have to wait makes itself heard *before* it
//! looks: `enable` registers for the next change, and a change between the look and the await is
//! not missed. The guard is gone before the callback is awaited.

use std::pin::pin;

use tokio::sync::{Mutex, Notify};

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
    next: Mutex<u32>,
    changed: Notify,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: Mutex::new(1), changed: Notify::new() }
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
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            let number = *self.next.lock().await;
            if number > self.n {
                return;
            }
            if Role::of(number) == role {
                print(number).await;
                *self.next.lock().await = number + 1;
                self.changed.notify_waiters();
            } else {
                changed.await;
            }
        }
    }
}
