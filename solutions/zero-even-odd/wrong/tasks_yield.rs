//! verdict: busy-wait — a waiting task yields and asks again, instead of waiting to be woken.
//! pattern: busy-wait
//!
//! The sequence is right, but the runtime never comes to rest: while one of the three prints, it
//! polls the other two again and again.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::task;

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU32,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: AtomicU32::new(0) }
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
        while self.ended.load(Ordering::Acquire) < before {
            task::yield_now().await;
        }
        print.await;
        self.ended.fetch_add(1, Ordering::Release);
    }
}
