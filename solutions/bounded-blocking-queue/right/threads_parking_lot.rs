//! right: `parking_lot`'s mutex and two condition variables, one for each reason to wait
//!
//! The design of the reference. The condition variable never wakes for no reason, but the `while`
//! is needed all the same: between the notification and the moment when the sleeper has the lock, a
//! newcomer may have taken the place or the element.

use std::collections::VecDeque;

use parking_lot::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    not_full: Condvar,
    not_empty: Condvar,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            not_full: Condvar::new(),
            not_empty: Condvar::new(),
        }
    }

    pub fn enqueue(&self, element: T) {
        let mut elements = self.elements.lock();
        while elements.len() == self.capacity {
            self.not_full.wait(&mut elements);
        }
        elements.push_back(element);
        self.not_empty.notify_one();
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock();
        loop {
            if let Some(element) = elements.pop_front() {
                self.not_full.notify_one();
                return element;
            }
            self.not_empty.wait(&mut elements);
        }
    }

    pub fn size(&self) -> usize {
        self.elements.lock().len()
    }
}
