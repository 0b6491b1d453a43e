//! verdict: wrong-answer — the sender is dropped before the callback, and its end is taken for the message.
//! pattern: permit-lost
//!
//! A oneshot receiver ends in two ways: with the message, or with an error when the sender is gone
//! without one. Here the sender goes out of scope at once, and `second`, who does not look at the
//! result, prints at once. Send explicitly, and do not throw the answer of `await` away.

use std::sync::Mutex;

use tokio::sync::oneshot::{self, Receiver, Sender};

struct HandOver {
    sender: Mutex<Option<Sender<()>>>,
    receiver: Mutex<Option<Receiver<()>>>,
}

impl HandOver {
    fn new() -> Self {
        let (sender, receiver) = oneshot::channel();
        Self { sender: Mutex::new(Some(sender)), receiver: Mutex::new(Some(receiver)) }
    }

    async fn tell_after(&self, print: impl Future<Output = ()> + Send) {
        // "Dropping it will tell them."
        let _ = self.sender.lock().unwrap().take();
        print.await;
    }

    async fn wait(&self) {
        let receiver = self.receiver.lock().unwrap().take().unwrap();
        let _ = receiver.await;
    }
}

pub struct Foo {
    first_done: HandOver,
    second_done: HandOver,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: HandOver::new(), second_done: HandOver::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        self.first_done.tell_after(print_first).await;
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.wait().await;
        self.second_done.tell_after(print_second).await;
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.wait().await;
        print_third.await;
    }
}
