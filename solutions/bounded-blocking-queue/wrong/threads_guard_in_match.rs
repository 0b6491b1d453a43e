//! verdict: deadlock — the guard in the head of the `match` lives until its end, also in the arm that sleeps.
//! pattern: guard-held, self-deadlock
//!
//! `match self.elements.lock().pop_front()` looks as if the lock were given back at the end of the
//! line. But what is made in the head of a `match` is dropped after its last arm: the consumer goes
//! to sleep with the lock in its hands, and no producer gets at the queue. A `let` before the
//! `match` ends the guard.

use std::collections::VecDeque;

use crossbeam::channel::{self, Receiver, Sender};
use parking_lot::Mutex;

pub struct BoundedBlockingQueue<T> {
    elements: Mutex<VecDeque<T>>,
    /// A token for every element in the queue; a token may also have been left by a quick consumer.
    news: (Sender<()>, Receiver<()>),
    /// A token for every free place.
    room: (Sender<()>, Receiver<()>),
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let room = channel::bounded(capacity);
        (0..capacity).for_each(|_| room.0.send(()).expect("the receiver is beside it"));
        Self { elements: Mutex::new(VecDeque::new()), news: channel::unbounded(), room }
    }

    pub fn enqueue(&self, element: T) {
        self.room.1.recv().expect("the sender lives in the same object");
        self.elements.lock().push_back(element);
        self.news.0.send(()).expect("the receiver lives in the same object");
    }

    pub fn dequeue(&self) -> T {
        loop {
            match self.elements.lock().pop_front() {
                Some(element) => {
                    self.room.0.send(()).expect("the receiver lives in the same object");
                    return element;
                }
                None => self.news.1.recv().expect("the sender lives in the same object"),
            }
        }
    }

    pub fn size(&self) -> usize {
        self.elements.lock().len()
    }
}
