//! right: three `Notify`, one permit that zero hands out by turns and gets back
//!
//! `notify_one` keeps a permit if nobody waits yet, so a turn given early is not lost. There is one
//! permit in all, so two can never melt into one, and each `Notify` has one waiter.

use tokio::sync::Notify;

pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Notify,
    even_turn: Notify,
    odd_turn: Notify,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let zero_turn = Notify::new();
        zero_turn.notify_one();
        Self { n, zero_turn, even_turn: Notify::new(), odd_turn: Notify::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.zero_turn.notified().await;
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.notify_one();
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.notified().await;
            print_number(number).await;
            self.zero_turn.notify_one();
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.notified().await;
            print_number(number).await;
            self.zero_turn.notify_one();
        }
    }
}
