//! verdict: deadlock — even makes as many rounds as odd, which is one too many when `n` is odd.
//! pattern: none
//!
//! For `n` = 3 the numbers are 1, 2 and 3: odd has two of them, even has one. What is printed is
//! right, but in its second round even waits for the permit of a 4 that nobody will announce. With
//! an even `n` it cannot be seen.

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
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(2, &self.even_turn, print_number).await;
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(1, &self.odd_turn, print_number).await;
    }

    async fn every_other<Fut>(
        &self,
        first: u32,
        own_turn: &Semaphore,
        print_number: impl Fn(u32) -> Fut + Send + Sync,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        for round in 0..self.n.div_ceil(2) {
            own_turn.acquire().await.unwrap().forget();
            print_number(first + 2 * round).await;
            self.zero_turn.add_permits(1);
        }
    }
}
