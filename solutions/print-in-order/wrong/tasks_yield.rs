//! verdict: busy-wait — a waiting task yields and asks again, instead of waiting to be woken.
//! pattern: busy-wait
//!
//! `yield_now` is polite to other tasks, but the runtime never comes to rest: it polls the waiter
//! again and again, at full power, until its turn comes.

use std::sync::atomic::{AtomicU8, Ordering};

use tokio::task;

pub struct Foo {
    ended: AtomicU8,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: AtomicU8::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.ended.store(1, Ordering::Release);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        while self.ended.load(Ordering::Acquire) < 1 {
            task::yield_now().await;
        }
        print_second.await;
        self.ended.store(2, Ordering::Release);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        while self.ended.load(Ordering::Acquire) < 2 {
            task::yield_now().await;
        }
        print_third.await;
    }
}
