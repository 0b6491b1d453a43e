//! right: a `oneshot` channel per hand-over
//!
//! A hand-over happens once, and that is what a oneshot channel is. Both ends are made in `new` and
//! wait in the object until their user takes them, so it does not matter who comes first. The std
//! mutexes are only held for the `take`, never over an await.

use std::sync::Mutex;

use tokio::sync::oneshot;

/// A message from one caller to the next.
struct HandOver {
    sender: Mutex<Option<oneshot::Sender<()>>>,
    receiver: Mutex<Option<oneshot::Receiver<()>>>,
}

impl HandOver {
    fn new() -> Self {
        let (sender, receiver) = oneshot::channel();
        Self { sender: Mutex::new(Some(sender)), receiver: Mutex::new(Some(receiver)) }
    }

    fn tell(&self) {
        let sender = self.sender.lock().unwrap().take();
        // Fails only if the waiter was cancelled: then there is nobody to tell.
        let _ = sender.expect("told once").send(());
    }

    async fn wait(&self) {
        let receiver = self.receiver.lock().unwrap().take();
        receiver.expect("awaited once").await.expect("the sender is in `self` until it is used");
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
        print_first.await;
        self.first_done.tell();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.wait().await;
        print_second.await;
        self.second_done.tell();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.wait().await;
        print_third.await;
    }
}
