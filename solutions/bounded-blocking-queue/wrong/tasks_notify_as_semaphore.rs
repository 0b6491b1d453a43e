//! verdict: deadlock — a `Notify` used like a semaphore: two pushes before the first consumer leave one permit, not two.
//! pattern: lost-wake-up, permit-lost
//!
//! `notify_one` with nobody waiting stores a permit, and a second one finds it stored already. Two
//! elements, one permit: the second consumer waits beside an element. What must be counted belongs
//! in a `Semaphore`.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::{Notify, Semaphore};

pub struct BoundedBlockingQueue<T> {
    elements: Mutex<VecDeque<T>>,
    room: Semaphore,
    not_empty: Notify,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: Mutex::new(VecDeque::new()),
            room: Semaphore::new(capacity),
            not_empty: Notify::new(),
        }
    }

    pub async fn enqueue(&self, element: T) {
        self.room.acquire().await.expect("nobody closes it").forget();
        self.elements.lock().unwrap().push_back(element);
        self.not_empty.notify_one();
    }

    pub async fn dequeue(&self) -> T {
        loop {
            self.not_empty.notified().await;
            if let Some(element) = self.elements.lock().unwrap().pop_front() {
                self.room.add_permits(1);
                return element;
            }
        }
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
