//! verdict: deadlock — it looks first and registers for the wake-up afterwards.
//! pattern: lost-wake-up
//!
//! Between the look and `notified()` there is no await, so on one executor thread nobody can step
//! in. On two, a producer can: it pushes and calls `notify_waiters` just there, and nobody hears
//! it. Make the `notified` future first, then look, then await it.

use std::collections::VecDeque;
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
            {
                let mut elements = self.elements.lock().unwrap();
                if elements.len() < self.capacity {
                    elements.push_back(element);
                    break;
                }
            }
            self.changed.notified().await;
        }
        self.changed.notify_waiters();
    }

    pub async fn dequeue(&self) -> T {
        let element = loop {
            if let Some(element) = self.elements.lock().unwrap().pop_front() {
                break element;
            }
            self.changed.notified().await;
        };
        self.changed.notify_waiters();
        element
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
