//! verdict: wrong-answer — the permit goes back by itself at the end of each round.
//! pattern: permit-lost
//!
//! `acquire` returns a guard, and dropping it puts the permit back where it came from: zero's next
//! turn is granted before the number has been printed. With `n` = 1 it cannot be seen. `forget`
//! uses a permit up.

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
            let _permit = self.zero_turn.acquire().await.unwrap();
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            let _permit = self.even_turn.acquire().await.unwrap();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            let _permit = self.odd_turn.acquire().await.unwrap();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }
}
