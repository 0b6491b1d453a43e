//! verdict: wrong-answer — the size is read and written in two steps, and what happens in between is forgotten.
//! pattern: check-then-act
//!
//! Each `load` and each `store` of an `AtomicCell` is atomic; the two together are not. Two callers
//! read the same number, both write what they make of it, and one of the two changes is lost for
//! ever. `fetch_add` would be one step (but see what else is wrong with a counter beside a
//! channel).

use crossbeam::atomic::AtomicCell;
use crossbeam::channel::{self, Receiver, Sender};

pub struct BoundedBlockingQueue<T> {
    sender: Sender<T>,
    receiver: Receiver<T>,
    size: AtomicCell<usize>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = channel::bounded(capacity);
        Self { sender, receiver, size: AtomicCell::new(0) }
    }

    pub fn enqueue(&self, element: T) {
        let sent = self.sender.send(element);
        assert!(sent.is_ok(), "the receiver lives in the same object");
        self.size.store(self.size.load() + 1);
    }

    pub fn dequeue(&self) -> T {
        let element = self.receiver.recv().expect("the sender lives in the same object");
        self.size.store(self.size.load().saturating_sub(1));
        element
    }

    pub fn size(&self) -> usize {
        self.size.load()
    }
}
