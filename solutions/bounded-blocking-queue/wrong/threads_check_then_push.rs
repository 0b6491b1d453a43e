//! verdict: wrong-answer — room is seen in one critical section and used in the next, so two producers use the same place.
//! pattern: check-then-act
//!
//! `wait_for_room` gives the lock back when it returns. Until `enqueue` takes it again, another
//! producer may see the same free place, and the queue holds more than its capacity. What was
//! checked holds only as long as the lock is held.

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
        self.wait_for_room();
        self.elements.lock().unwrap().push_back(element);
        self.not_empty.notify_one();
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock().unwrap();
        while elements.is_empty() {
            elements = self.not_empty.wait(elements).unwrap();
        }
        let element = elements.pop_front().expect("not empty under this lock");
        self.not_full.notify_all();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }

    fn wait_for_room(&self) {
        let mut elements = self.elements.lock().unwrap();
        while elements.len() >= self.capacity {
            elements = self.not_full.wait(elements).unwrap();
        }
    }
}
