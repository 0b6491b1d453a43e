//! right: the count in an atomic, and one `Notify` whose `notify_waiters` says "look again"
//!
//! `notify_waiters` has no memory, so the order matters: `enable` puts the waiter on the list, then
//! it looks, then it sleeps. A print that ends after the look finds it on the list; a print that
//! ended before has already changed the count.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU64,
    one_more: Notify,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: AtomicU64::new(0), one_more: Notify::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.in_turn(2 * u64::from(number) - 2, print_number(0)).await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * u64::from(number) - 1, print_number(number)).await;
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * u64::from(number) - 1, print_number(number)).await;
        }
    }

    /// Waits until so many prints have ended, and awaits the next one.
    async fn in_turn(&self, before: u64, print: impl Future<Output = ()> + Send) {
        loop {
            let mut one_more = pin!(self.one_more.notified());
            one_more.as_mut().enable();
            if self.ended.load(Ordering::SeqCst) == before {
                break;
            }
            one_more.await;
        }
        print.await;
        self.ended.fetch_add(1, Ordering::SeqCst);
        self.one_more.notify_waiters();
    }
}
