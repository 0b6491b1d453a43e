//! verdict: deadlock — notifies only when the queue was full or empty before, so the second of two quick changes wakes nobody.
//! pattern: none
//!
//! It looks like a saving: who could be waiting for an element if the queue was not empty? A
//! consumer that has been notified, or not yet, but has not run. Four consumers sleep, four elements
//! come in a burst: only the first push finds the queue empty, so one consumer is woken, and three
//! sleep on beside three elements.

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
        let was_empty = elements.is_empty();
        elements.push_back(element);
        if was_empty {
            self.not_empty.notify_one();
        }
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock().unwrap();
        while elements.is_empty() {
            elements = self.not_empty.wait(elements).unwrap();
        }
        let was_full = elements.len() == self.capacity;
        let element = elements.pop_front().expect("not empty under this lock");
        if was_full {
            self.not_full.notify_one();
        }
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
