//! verdict: busy-wait — a waiting task yields and asks again, instead of waiting to be woken.
//! pattern: busy-wait
//!
//! The output is right, but the runtime never comes to rest while one of the two prints: it polls
//! the other again and again.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task;

pub struct FooBar {
    rounds: u32,
    foo_is_next: AtomicBool,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: AtomicBool::new(true) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(true).await;
            print_foo().await;
            self.foo_is_next.store(false, Ordering::Release);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(false).await;
            print_bar().await;
            self.foo_is_next.store(true, Ordering::Release);
        }
    }

    async fn wait_for(&self, own: bool) {
        while self.foo_is_next.load(Ordering::Acquire) != own {
            task::yield_now().await;
        }
    }
}
