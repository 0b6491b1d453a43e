//! verdict: deadlock — it looks first, and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so only another thread can step in: it
//! hands the turn over and calls `notify_waiters` just there, and nobody hears it. Make the
//! `notified` future first, then look, then await it: it hears every `notify_waiters` since it was
//! made.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

pub struct FooBar {
    rounds: u32,
    foo_is_next: AtomicBool,
    changed: Notify,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: AtomicBool::new(true), changed: Notify::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(true).await;
            print_foo().await;
            self.hand_over(false);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(false).await;
            print_bar().await;
            self.hand_over(true);
        }
    }

    async fn wait_for(&self, own: bool) {
        while self.foo_is_next.load(Ordering::SeqCst) != own {
            self.changed.notified().await;
        }
    }

    fn hand_over(&self, to_foo: bool) {
        self.foo_is_next.store(to_foo, Ordering::SeqCst);
        self.changed.notify_waiters();
    }
}
