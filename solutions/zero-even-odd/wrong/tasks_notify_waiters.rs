//! verdict: deadlock — `notify_waiters` reaches only those who wait already, and keeps nothing.
//! pattern: lost-wake-up
//!
//! If zero has printed before odd is called, odd's turn is announced to nobody, and all wait for
//! ever. `notify_one` would keep a permit for whoever comes later.

use tokio::sync::Notify;

pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Notify,
    even_turn: Notify,
    odd_turn: Notify,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, zero_turn: Notify::new(), even_turn: Notify::new(), odd_turn: Notify::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            if number > 1 {
                self.zero_turn.notified().await;
            }
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.notify_waiters();
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.notified().await;
            print_number(number).await;
            self.zero_turn.notify_waiters();
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.notified().await;
            print_number(number).await;
            self.zero_turn.notify_waiters();
        }
    }
}
