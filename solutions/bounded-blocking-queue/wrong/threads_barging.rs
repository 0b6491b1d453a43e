//! verdict: runtime-error — `if` instead of `while`, since "`parking_lot` never wakes for no reason".
//! pattern: wait-not-in-loop
//!
//! It does not, but that is only one of the two reasons for the loop. The notified sleeper must
//! still get the mutex, and `parking_lot` lets newcomers barge in: another consumer takes the
//! element in between, and the sleeper pops from an empty queue.

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
            elements: Mutex::new(VecDeque::new()),
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
        if elements.is_empty() {
            self.not_empty.wait(&mut elements);
        }
        let element = elements.pop_front().expect("popped from an empty queue");
        self.not_full.notify_one();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().len()
    }
}
