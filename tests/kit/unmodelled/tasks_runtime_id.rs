//! missing: `id` of `tokio::runtime::Handle`

use tokio::runtime::Handle;
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
        assert_eq!(Handle::current().id(), Handle::current().id());
        print_first.await;
        self.first_done.notify_one();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.notified().await;
        print_second.await;
        self.second_done.notify_one();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.notified().await;
        print_third.await;
    }
}
