//! verdict: runtime-error — `if` instead of `while`: the consumer does not look again after waking up.
//! pattern: wait-not-in-loop
//!
//! Between the notification and the moment when the sleeper has the lock again, another consumer
//! may come and take the element; and a condition variable of std may wake up for no reason at all.
//! Either way the consumer pops from an empty queue.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

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
            elements: Mutex::new(VecDeque::new()),
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
        if elements.is_empty() {
            elements = self.not_empty.wait(elements).unwrap();
        }
        let element = elements.pop_front().expect("popped from an empty queue");
        self.not_full.notify_one();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
