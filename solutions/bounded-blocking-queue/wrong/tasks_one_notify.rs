//! verdict: deadlock — producers and consumers wait on one `Notify`, and `notify_one` wakes the wrong kind.
//! pattern: wrong-waiter
//!
//! With room for one: two consumers wait; a producer adds an element and wakes the first; a second
//! producer finds the queue full and queues behind the other consumer. The first consumer takes the
//! element and wakes the next in line: the other consumer, who finds nothing. The producer is never
//! told of the room. Each reason to wait needs a `Notify` of its own.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Mutex;

use tokio::sync::Notify;

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    changed: Notify,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, elements: Mutex::new(VecDeque::new()), changed: Notify::new() }
    }

    pub async fn enqueue(&self, element: T) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut elements = self.elements.lock().unwrap();
                if elements.len() < self.capacity {
                    elements.push_back(element);
                    break;
                }
            }
            changed.await;
        }
        self.changed.notify_one();
    }

    pub async fn dequeue(&self) -> T {
        let element = loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if let Some(element) = self.elements.lock().unwrap().pop_front() {
                break element;
            }
            changed.await;
        };
        self.changed.notify_one();
        element
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
