//! right: news of each ended callback on a `broadcast` channel, subscribed to from the start
//!
//! A broadcast receiver hears what is sent after it was made, and nothing older. So both receivers
//! are made in `new` and wait in the object until their user takes them: what is sent before that
//! lies in the channel, which has room for all the news there can be. Everybody hears everything,
//! so `third` passes over the end of the first callback and waits for that of the second.

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
        let (ended, second) = broadcast::channel(2);
        let third = Mutex::new(Some(ended.subscribe()));
        Self { ended, second: Mutex::new(Some(second)), third }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.tell(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        Self::wait_for(1, &self.second).await;
        print_second.await;
        self.tell(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        Self::wait_for(2, &self.third).await;
        print_third.await;
    }

    fn tell(&self, callback: u8) {
        // Fails only if every receiver is gone: then there is nobody left to tell.
        let _ = self.ended.send(callback);
    }

    async fn wait_for(callback: u8, waiter: &Waiter) {
        let receiver = waiter.lock().unwrap().take();
        let mut receiver = receiver.expect("each method is called once");
        while receiver.recv().await.expect("the sender is in `self`") < callback {}
    }
}
