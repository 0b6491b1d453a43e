//! verdict: busy-wait — looks again every millisecond instead of sleeping until there is something to do.
//! pattern: busy-wait
//!
//! Nothing is ever lost or out of order, which makes it tempting. But a caller that waits for an
//! hour wakes up three million times, and when its moment comes it notices up to a millisecond late.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const A_LITTLE: Duration = Duration::from_millis(1);

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, elements: Mutex::new(VecDeque::new()) }
    }

    pub fn enqueue(&self, element: T) {
        loop {
            let mut elements = self.elements.lock().unwrap();
            if elements.len() < self.capacity {
                elements.push_back(element);
                return;
            }
            drop(elements);
            thread::sleep(A_LITTLE);
        }
    }

    pub fn dequeue(&self) -> T {
        loop {
            let element = self.elements.lock().unwrap().pop_front();
            match element {
                Some(element) => return element,
                None => thread::sleep(A_LITTLE),
            }
        }
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
