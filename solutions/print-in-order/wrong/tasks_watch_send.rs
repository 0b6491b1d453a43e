//! verdict: deadlock — `send` on a watch channel stores nothing while nobody is subscribed.
//! pattern: lost-wake-up
//!
//! It returns an error in that case, and the error is thrown away. If `first` is over before
//! `second` subscribes, the value is still 0 and stays so. `send_replace` and `send_modify` store
//! it in any case.

use tokio::sync::watch;

pub struct Foo {
    ended: watch::Sender<u8>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: watch::Sender::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        let _ = self.ended.send(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(1).await;
        print_second.await;
        let _ = self.ended.send(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(2).await;
        print_third.await;
    }

    async fn wait_for(&self, callbacks: u8) {
        let mut ended = self.ended.subscribe();
        drop(ended.wait_for(|ended| *ended >= callbacks).await.unwrap());
    }
}
