//! verdict: wrong-answer — zero counts from 0 to `n`, both included: that is one 0 too many.
//! pattern: none
//!
//! `0..=n` has `n` + 1 members. The last number gives the permit back to zero as always, and zero
//! uses it. Nobody hangs, and the output looks right up to its very end.

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
        for i in 0..=self.n {
            self.zero_turn.acquire().await.unwrap().forget();
            print_number(0).await;
            let next = if i % 2 == 0 { &self.odd_turn } else { &self.even_turn };
            next.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }
}
