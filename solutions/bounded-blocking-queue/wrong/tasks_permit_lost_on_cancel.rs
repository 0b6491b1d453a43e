//! verdict: deadlock — the place is claimed for good before the last await, so a caller that gives up there takes it along.
//! pattern: cancelled, permit-lost
//!
//! `forget` says: from now on I answer for this permit. Then the producer lets the others run, and
//! if its caller gives up in that moment, nobody has pushed and nobody gives the permit back: the
//! queue is smaller for ever, and in the end nothing goes in any more. An await for the queue's
//! lock would do the same. Keep the permit's guard until the push is done, or await nothing between.

use std::collections::VecDeque;

use tokio::sync::{Mutex, Semaphore};
use tokio::task::yield_now;

pub struct BoundedBlockingQueue<T> {
    elements: Mutex<VecDeque<T>>,
    room: Semaphore,
    items: Semaphore,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: Mutex::new(VecDeque::new()),
            room: Semaphore::new(capacity),
            items: Semaphore::new(0),
        }
    }

    pub async fn enqueue(&self, element: T) {
        self.room.acquire().await.expect("nobody closes it").forget();
        // "Be nice to the consumers, let them go first."
        yield_now().await;
        self.elements.lock().await.push_back(element);
        self.items.add_permits(1);
    }

    pub async fn dequeue(&self) -> T {
        let item = self.items.acquire().await.expect("nobody closes it");
        let element = self.elements.lock().await.pop_front();
        item.forget();
        self.room.add_permits(1);
        element.expect("a permit of `items` stands for an element")
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().await.len()
    }
}
