//! verdict: runtime-error — `if` instead of a loop: the consumer does not look again after the notification.
//! pattern: wait-not-in-loop, check-then-act
//!
//! A notification says that something has changed, not that an element is kept for you. Another
//! consumer may take the element before the woken one runs. And a `notify_one` that finds nobody
//! waiting stores a permit, which may greet a consumer long after its element has gone. Either way
//! the consumer pops from an empty queue.

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
        if self.size().await == 0 {
            self.not_empty.notified().await;
        }
        let element = self.elements.lock().unwrap().pop_front();
        self.room.add_permits(1);
        element.expect("popped from an empty queue")
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
