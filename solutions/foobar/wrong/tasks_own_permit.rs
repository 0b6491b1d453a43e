//! verdict: wrong-answer — with `if` instead of `while`, foo is woken by its own notification.
//! pattern: wait-not-in-loop, missed-generation
//!
//! Both share one `Notify`. If bar does not wait yet, foo's `notify_one` leaves a permit; in the
//! next round foo itself takes it, does not look again, and prints a second foo. A wake-up is only
//! a hint to look: `while`, not `if`.

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
        if self.foo_is_next.load(Ordering::SeqCst) != own {
            self.changed.notified().await;
        }
    }

    fn hand_over(&self, to_foo: bool) {
        self.foo_is_next.store(to_foo, Ordering::SeqCst);
        self.changed.notify_one();
    }
}
