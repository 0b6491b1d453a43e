//! verdict: deadlock — a broadcast receiver hears only what is sent after it was made.
//! pattern: lost-wake-up
//!
//! `second` subscribes when it is called. If `first` is over by then, its news went to nobody, and
//! no other comes. Subscribe in `new`, or use a `watch` channel, which keeps the last value for
//! those who come late.

use tokio::sync::broadcast::{self, Sender};

pub struct Foo {
    ended: Sender<u8>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: broadcast::channel(2).0 }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.tell(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(1).await;
        print_second.await;
        self.tell(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(2).await;
        print_third.await;
    }

    fn tell(&self, callback: u8) {
        // "An error only means that nobody listens."
        let _ = self.ended.send(callback);
    }

    async fn wait_for(&self, callback: u8) {
        let mut ended = self.ended.subscribe();
        while ended.recv().await.unwrap() < callback {}
    }
}
