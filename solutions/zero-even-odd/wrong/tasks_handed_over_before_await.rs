//! verdict: wrong-answer — the callback is called, the turn is handed over, and only then is it awaited.
//! pattern: none
//!
//! Calling `print_number` makes a future and runs nothing of it. So the permit goes on before
//! anything is printed, and the number may come before its zero or in the middle of it. What has to
//! come first must be awaited first.

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
            let printing = print_number(0);
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
            printing.await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.acquire().await.unwrap().forget();
            let printing = print_number(number);
            self.zero_turn.add_permits(1);
            printing.await;
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.acquire().await.unwrap().forget();
            let printing = print_number(number);
            self.zero_turn.add_permits(1);
            printing.await;
        }
    }
}
