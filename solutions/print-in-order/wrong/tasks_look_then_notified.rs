//! verdict: deadlock — it looks first, and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so only another thread can step in: it
//! raises the count and calls `notify_waiters` just there, and nobody hears it. Make the `notified`
//! future first, then look, then await it: it hears every `notify_waiters` since it was made.

use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::Notify;

pub struct Foo {
    ended: AtomicU8,
    changed: Notify,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: AtomicU8::new(0), changed: Notify::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.advance_to(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(1).await;
        print_second.await;
        self.advance_to(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(2).await;
        print_third.await;
    }

    async fn wait_for(&self, callbacks: u8) {
        while self.ended.load(Ordering::SeqCst) < callbacks {
            self.changed.notified().await;
        }
    }

    fn advance_to(&self, callbacks: u8) {
        self.ended.store(callbacks, Ordering::SeqCst);
        self.changed.notify_waiters();
    }
}
