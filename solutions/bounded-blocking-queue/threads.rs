//! Bounded Blocking Queue with OS threads: one mutex, and a condition variable for each of the two
//! reasons to wait. The editorial beside this file says why it works.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    /// Producers wait here. Notified once for every element that goes out.
    not_full: Condvar,
    /// Consumers wait here. Notified once for every element that comes in.
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
        let mut elements = self.elements.lock().unwrap();
        while elements.len() == self.capacity {
            elements = self.not_full.wait(elements).unwrap();
        }
        elements.push_back(element);
        self.not_empty.notify_one();
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock().unwrap();
        loop {
            if let Some(element) = elements.pop_front() {
                self.not_full.notify_one();
                return element;
            }
            elements = self.not_empty.wait(elements).unwrap();
        }
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
