//! verdict: deadlock — producers and consumers sleep on one condition variable, and `notify_one` wakes the wrong kind.
//! pattern: wrong-waiter
//!
//! With room for one: two consumers sleep; a producer adds an element and wakes one of them; a
//! second producer finds the queue full and lies down beside the other consumer. The first consumer
//! takes the element and wakes one sleeper: the other consumer, who finds nothing and sleeps on.
//! The producer is never told of the room. Two condition variables, or `notify_all`, heal it.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    changed: Condvar,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, elements: Mutex::new(VecDeque::new()), changed: Condvar::new() }
    }

    pub fn enqueue(&self, element: T) {
        let mut elements = self.elements.lock().unwrap();
        while elements.len() == self.capacity {
            elements = self.changed.wait(elements).unwrap();
        }
        elements.push_back(element);
        self.changed.notify_one();
    }

    pub fn dequeue(&self) -> T {
        let mut elements = self.elements.lock().unwrap();
        while elements.is_empty() {
            elements = self.changed.wait(elements).unwrap();
        }
        let element = elements.pop_front().expect("not empty under this lock");
        self.changed.notify_one();
        element
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
