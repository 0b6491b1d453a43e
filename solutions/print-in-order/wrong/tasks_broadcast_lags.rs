//! verdict: runtime-error — a broadcast channel keeps so many messages and no more; who is slower is told so by an error.
//! pattern: missed-generation
//!
//! There is room for one. If `first` and `second` are over before `third` listens, the older news
//! has been dropped, and `recv` returns `Lagged` where the `unwrap` expects a value. Give the
//! channel room for all that may lie there, or go on after `Lagged`: what comes next is the oldest
//! message that is left.

use std::sync::Mutex;

use tokio::sync::broadcast::{self, Receiver, Sender};

type Waiter = Mutex<Option<Receiver<u8>>>;

pub struct Foo {
    ended: Sender<u8>,
    second: Waiter,
    third: Waiter,
}

impl Foo {
    pub fn new() -> Self {
        let (ended, second) = broadcast::channel(1);
        let third = Mutex::new(Some(ended.subscribe()));
        Self { ended, second: Mutex::new(Some(second)), third }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        let _ = self.ended.send(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        Self::wait_for(1, &self.second).await;
        print_second.await;
        let _ = self.ended.send(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        Self::wait_for(2, &self.third).await;
        print_third.await;
    }

    async fn wait_for(callback: u8, waiter: &Waiter) {
        let mut receiver = waiter.lock().unwrap().take().unwrap();
        while receiver.recv().await.unwrap() < callback {}
    }
}
