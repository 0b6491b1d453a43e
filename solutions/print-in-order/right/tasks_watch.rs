//! right: the count of ended callbacks in a `watch` channel
//!
//! `wait_for` looks at the value before it sleeps, so a late subscriber sees what has happened
//! already. `send_replace` stores the value even if nobody is subscribed at that moment; plain
//! `send` would refuse to.

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
        self.ended.send_replace(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(1).await;
        print_second.await;
        self.ended.send_replace(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(2).await;
        print_third.await;
    }

    async fn wait_for(&self, callbacks: u8) {
        let mut ended = self.ended.subscribe();
        // What `wait_for` returns is a read guard: it must be gone before the next await.
        drop(ended.wait_for(|ended| *ended >= callbacks).await.expect("the sender is in `self`"));
    }
}
