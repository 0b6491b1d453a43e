//! right: crossbeam's bounded channel, which is just this queue
//!
//! Both of its ends may be used by many threads at a time, so no lock is needed around either, and
//! the channel itself knows how many elements are in it. A counter beside it would be a second
//! truth, and late.

use crossbeam::channel::{self, Receiver, Sender};

pub struct BoundedBlockingQueue<T> {
    sender: Sender<T>,
    receiver: Receiver<T>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = channel::bounded(capacity);
        Self { sender, receiver }
    }

    pub fn enqueue(&self, element: T) {
        let sent = self.sender.send(element);
        assert!(sent.is_ok(), "the receiver lives in the same object");
    }

    pub fn dequeue(&self) -> T {
        self.receiver.recv().expect("the sender lives in the same object")
    }

    pub fn size(&self) -> usize {
        self.receiver.len()
    }
}
