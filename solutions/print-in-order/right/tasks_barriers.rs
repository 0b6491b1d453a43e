//! right: two barriers of two, a rendezvous per hand-over
//!
//! Both sides of a hand-over meet: the earlier one sleeps until the other is there. `first` prints
//! before the meeting and `second` after it, so the order holds. The price is that `first` returns
//! only when `second` has come, which the problem allows.

use tokio::sync::Barrier;

pub struct Foo {
    first_done: Barrier,
    second_done: Barrier,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Barrier::new(2), second_done: Barrier::new(2) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.wait().await;
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.wait().await;
        print_second.await;
        self.second_done.wait().await;
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.wait().await;
        print_third.await;
    }
}
