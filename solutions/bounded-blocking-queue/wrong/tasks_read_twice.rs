//! verdict: deadlock — `size` reads, and reads again with the first read guard in its hands.
//! pattern: self-deadlock
//!
//! tokio's read-write lock is fair: a reader that comes after a waiting writer queues behind it. If
//! on another thread somebody asks to write just between the two reads, the writer waits for the
//! first guard, the second read waits for the writer, and all others behind them. Hand the guard
//! on, or what was read.

use std::collections::VecDeque;

use tokio::sync::{RwLock, Semaphore};

pub struct BoundedBlockingQueue<T> {
    elements: RwLock<VecDeque<T>>,
    room: Semaphore,
    items: Semaphore,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: RwLock::new(VecDeque::new()),
            room: Semaphore::new(capacity),
            items: Semaphore::new(0),
        }
    }

    pub async fn enqueue(&self, element: T) {
        let place = self.room.acquire().await.expect("nobody closes it");
        self.elements.write().await.push_back(element);
        place.forget();
        self.items.add_permits(1);
    }

    pub async fn dequeue(&self) -> T {
        let item = self.items.acquire().await.expect("nobody closes it");
        let element = self.elements.write().await.pop_front();
        item.forget();
        self.room.add_permits(1);
        element.expect("a permit of `items` stands for an element")
    }

    pub async fn size(&self) -> usize {
        let elements = self.elements.read().await;
        if self.is_empty().await { 0 } else { elements.len() }
    }

    async fn is_empty(&self) -> bool {
        self.elements.read().await.is_empty()
    }
}
