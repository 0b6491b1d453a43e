//! right: a place in tokio's channel is reserved first, and the element moves in afterwards
//!
//! `reserve` waits for room and gives a permit; `send` on the permit waits for nothing. So the
//! element stays in the caller's hands until there is a place for it, and a caller who gives up
//! while it waits leaves nothing behind: its place in the line, or the permit itself, goes to the
//! next one. Consumers queue for the receiver; `recv` takes an element only in the poll in which it
//! returns, so none can be lost with a consumer that gives up.

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
        let place = self.sender.reserve().await.expect("the receiver lives in the same object");
        place.send(element);
    }

    pub async fn dequeue(&self) -> T {
        let mut receiver = self.receiver.lock().await;
        receiver.recv().await.expect("the sender lives in the same object")
    }

    /// Places that are taken; the sender's side knows without any lock.
    pub async fn size(&self) -> usize {
        self.sender.max_capacity() - self.sender.capacity()
    }
}
