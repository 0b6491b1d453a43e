//! right: one condition variable for everybody, with `notify_all`
//!
//! Producers and consumers sleep in the same place, so a single notification could reach the wrong
//! kind. Waking everybody after every change cannot: whoever still has to wait looks and goes back
//! to sleep. The price is a herd: with n sleepers each operation wakes n threads.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    changed: Condvar,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            changed: Condvar::new(),
        }
    }

    pub fn enqueue(&self, element: T) {
        let elements = self.elements.lock().unwrap();
        let is_full = |elements: &mut VecDeque<T>| elements.len() == self.capacity;
        let mut elements = self.changed.wait_while(elements, is_full).unwrap();
        elements.push_back(element);
        self.changed.notify_all();
    }

    pub fn dequeue(&self) -> T {
        let elements = self.elements.lock().unwrap();
        let is_empty = |elements: &mut VecDeque<T>| elements.is_empty();
        let mut elements = self.changed.wait_while(elements, is_empty).unwrap();
        let element = elements.pop_front().expect("not empty under this lock");
        self.changed.notify_all();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
