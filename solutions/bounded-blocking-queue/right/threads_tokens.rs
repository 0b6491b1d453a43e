//! right: tokens in two channels do the waiting, and a read-write lock holds the elements
//!
//! A channel of `()` is a semaphore: `room` holds a token for each free place, `items` one for each
//! element nobody has claimed. Whoever has a token needs the lock for one push or pop only, and
//! nobody waits for a token with the lock in hand. `size` merely reads, so many may ask at a time.

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
            elements: RwLock::new(VecDeque::with_capacity(capacity)),
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
        self.elements.read().len()
    }
}
