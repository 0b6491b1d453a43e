//! verdict: deadlock — it looks first, and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so only another thread can step in: its
//! print ends and it calls `notify_waiters` just there, and nobody hears it. Make the `notified`
//! future first, then look, then await it: it hears every `notify_waiters` since it was made.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::Notify;

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU32,
    one_more: Notify,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: AtomicU32::new(0), one_more: Notify::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.in_turn(2 * number - 2, print_number(0)).await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, print_number(number)).await;
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, print_number(number)).await;
        }
    }

    async fn in_turn(&self, before: u32, print: impl Future<Output = ()> + Send) {
        while self.ended.load(Ordering::SeqCst) < before {
            self.one_more.notified().await;
        }
        print.await;
        self.ended.fetch_add(1, Ordering::SeqCst);
        self.one_more.notify_waiters();
    }
}
