//! verdict: deadlock — the queue's lock is taken before the semaphore, so a waiting caller locks out the one who could help.
//! pattern: guard-held
//!
//! A consumer holds the lock and waits for an element; the producer that would bring one waits for
//! the lock. Take the permit first, and the lock only for the moment of the push or pop.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    elements: Mutex<VecDeque<T>>,
    room: Semaphore,
    items: Semaphore,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: Mutex::new(VecDeque::new()),
            room: Semaphore::new(capacity),
            items: Semaphore::new(0),
        }
    }

    pub fn enqueue(&self, element: T) {
        let mut elements = self.elements.lock().unwrap();
        self.room.acquire();
        elements.push_back(element);
        self.items.release();
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock().unwrap();
        self.items.acquire();
        let element = elements.pop_front().expect("a permit stands for an element");
        self.room.release();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}

struct Semaphore {
    permits: Mutex<usize>,
    released: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Self { permits: Mutex::new(permits), released: Condvar::new() }
    }

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self.released.wait_while(permits, |permits| *permits == 0).unwrap();
        *permits -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}
