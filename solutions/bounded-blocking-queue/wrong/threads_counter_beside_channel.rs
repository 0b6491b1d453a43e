//! verdict: wrong-answer — the size is counted beside the channel, and between the two steps it is wrong: even below zero.
//! pattern: check-then-act
//!
//! The channel does its work. But an element can be received before its sender has counted it; then
//! the counter goes below zero, and an unsigned one wraps round to a huge number. Counting before
//! sending is no better: then producers that wait for room are counted as elements.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};

pub struct BoundedBlockingQueue<T> {
    sender: SyncSender<T>,
    receiver: Mutex<Receiver<T>>,
    size: AtomicUsize,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = mpsc::sync_channel(capacity);
        Self { sender, receiver: Mutex::new(receiver), size: AtomicUsize::new(0) }
    }

    pub fn enqueue(&self, element: T) {
        self.sender.send(element).expect("the receiver lives in the same object");
        self.size.fetch_add(1, Ordering::SeqCst);
    }

    pub fn dequeue(&self) -> T {
        let received = self.receiver.lock().unwrap().recv();
        self.size.fetch_sub(1, Ordering::SeqCst);
        received.expect("the sender lives in the same object")
    }

    pub fn size(&self) -> usize {
        self.size.load(Ordering::SeqCst)
    }
}
