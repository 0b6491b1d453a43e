//! right: tokio's bounded channel, with its receiver behind an async mutex
//!
//! The channel does the waiting; both `send` and `recv` may be dropped while they wait. Consumers
//! queue for the receiver, and the one that holds it waits for the next element; since the others
//! could not do anything else with it, holding the lock over the await is right here, and tokio's
//! mutex is made for it. `size` must not touch that lock: it asks the sender's side how many places
//! are taken.

use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Receiver, Sender};

pub struct BoundedBlockingQueue<T> {
    sender: Sender<T>,
    receiver: Mutex<Receiver<T>>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = mpsc::channel(capacity);
        Self { sender, receiver: Mutex::new(receiver) }
    }

    pub async fn enqueue(&self, element: T) {
        let sent = self.sender.send(element).await;
        assert!(sent.is_ok(), "the receiver lives in the same object");
    }

    pub async fn dequeue(&self) -> T {
        let element = self.receiver.lock().await.recv().await;
        element.expect("the sender lives in the same object")
    }

    pub async fn size(&self) -> usize {
        self.sender.max_capacity() - self.sender.capacity()
    }
}
