//! verdict: deadlock — `notify_waiters` reaches only those who wait already, and keeps nothing.
//! pattern: lost-wake-up
//!
//! If `first` is over before `second` is called, the notification goes to nobody, and `second`
//! waits for ever. `notify_one` would keep a permit for whoever comes later.

use tokio::sync::Notify;

pub struct Foo {
    first_done: Notify,
    second_done: Notify,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Notify::new(), second_done: Notify::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.notify_waiters();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.notified().await;
        print_second.await;
        self.second_done.notify_waiters();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.notified().await;
        print_third.await;
    }
}
