//! verdict: wrong-answer — the callbacks are called in the right order, and none of them is awaited.
//! pattern: none
//!
//! The compiler warns that a future must be used, and `let _ =` silences it. But a future that is
//! dropped has done nothing: the three hand the permit round as they should, and not one number is
//! printed.
#![expect(clippy::let_underscore_future, reason = "it is the mistake that this file is about")]

use tokio::sync::Semaphore;

pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Semaphore,
    even_turn: Semaphore,
    odd_turn: Semaphore,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self {
            n,
            zero_turn: Semaphore::new(1),
            even_turn: Semaphore::new(0),
            odd_turn: Semaphore::new(0),
        }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.zero_turn.acquire().await.unwrap().forget();
            let _ = print_number(0);
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.acquire().await.unwrap().forget();
            let _ = print_number(number);
            self.zero_turn.add_permits(1);
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.acquire().await.unwrap().forget();
            let _ = print_number(number);
            self.zero_turn.add_permits(1);
        }
    }
}
