//! verdict: wrong-answer — the next one is told before the callback was awaited.
//! pattern: none
//!
//! `print_first` is a future: nothing of it has happened before `.await`. While it is under way,
//! `second` has its permit already and prints. First await, then tell.

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
        self.first_done.notify_one();
        print_first.await;
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.notified().await;
        self.second_done.notify_one();
        print_second.await;
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.notified().await;
        print_third.await;
    }
}
