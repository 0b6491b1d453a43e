//! verdict: deadlock — `changed` on a fresh subscription waits for the next change, not the last.
//! pattern: lost-wake-up
//!
//! A new subscriber counts the present value as seen. If `first` is over before `second`
//! subscribes, no further change comes, and `second` waits for ever. `wait_for(|done| *done)` looks
//! at the value before it sleeps.

use tokio::sync::watch;

pub struct Foo {
    first_done: watch::Sender<bool>,
    second_done: watch::Sender<bool>,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: watch::Sender::new(false), second_done: watch::Sender::new(false) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.send_replace(true);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.subscribe().changed().await.unwrap();
        print_second.await;
        self.second_done.send_replace(true);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.subscribe().changed().await.unwrap();
        print_third.await;
    }
}
