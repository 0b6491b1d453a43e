//! verdict: deadlock — `size` needs the receiver, which a consumer holds for as long as the queue is empty.
//! pattern: guard-held
//!
//! The consumer at the head waits for an element with the receiver in its hands. Whoever asks for
//! the size now waits for that consumer, that is, for the next element; and if it is the one who
//! would have brought it, for ever. The sender's side knows the size without any lock:
//! `max_capacity() - capacity()`.

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
        self.receiver.lock().await.len()
    }
}
