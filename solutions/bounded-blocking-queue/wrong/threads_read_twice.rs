//! verdict: deadlock — `size` reads, and reads again with the first read guard in its hands.
//! pattern: self-deadlock
//!
//! Two readers may be inside at a time, so what could go wrong? A writer that comes between the
//! two. It waits for the first guard; and lest writers starve, `parking_lot` lets no new reader
//! pass a writer that waits, so the second `read` waits behind it. Hand the guard on, or what was
//! read.

use std::collections::VecDeque;

use crossbeam::channel::{self, Receiver, Sender};
use parking_lot::RwLock;

struct Tokens {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Tokens {
    fn new(count: usize) -> Self {
        let (sender, receiver) = channel::unbounded();
        let tokens = Self { sender, receiver };
        (0..count).for_each(|_| tokens.give());
        tokens
    }

    fn give(&self) {
        self.sender.send(()).expect("the receiver lives in the same object");
    }

    fn take(&self) {
        self.receiver.recv().expect("the sender lives in the same object");
    }
}

pub struct BoundedBlockingQueue<T> {
    elements: RwLock<VecDeque<T>>,
    room: Tokens,
    items: Tokens,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: RwLock::new(VecDeque::new()),
            room: Tokens::new(capacity),
            items: Tokens::new(0),
        }
    }

    pub fn enqueue(&self, element: T) {
        self.room.take();
        self.elements.write().push_back(element);
        self.items.give();
    }

    pub fn dequeue(&self) -> T {
        self.items.take();
        let element = self.elements.write().pop_front();
        self.room.give();
        element.expect("a token of `items` stands for an element")
    }

    pub fn size(&self) -> usize {
        let elements = self.elements.read();
        if self.is_empty() { 0 } else { elements.len() }
    }

    fn is_empty(&self) -> bool {
        self.elements.read().is_empty()
    }
}
