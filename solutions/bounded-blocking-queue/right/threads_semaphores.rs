//! right: two counting semaphores, one for free room and one for elements
//!
//! The classic of the textbooks (Dijkstra; Little Book of Semaphores 4.1). Who holds a permit of
//! `room` owns a free place and can push without looking; who holds one of `items` owns an element.
//! A permit is given only after the push or pop that it stands for, and nobody sleeps while holding
//! the queue's lock. std has no semaphore, so a small one stands at the end of the file.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedBlockingQueue<T> {
    elements: Mutex<VecDeque<T>>,
    room: Semaphore,
    items: Semaphore,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            room: Semaphore::new(capacity),
            items: Semaphore::new(0),
        }
    }

    pub fn enqueue(&self, element: T) {
        self.room.acquire();
        self.elements.lock().unwrap().push_back(element);
        self.items.release();
    }

    pub fn dequeue(&self) -> T {
        self.items.acquire();
        let element = self.elements.lock().unwrap().pop_front();
        self.room.release();
        element.expect("a permit of `items` stands for an element")
    }

    pub fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}

struct Semaphore {
    permits: Mutex<usize>,
    released: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Self { permits: Mutex::new(permits), released: Condvar::new() }
    }

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self.released.wait_while(permits, |permits| *permits == 0).unwrap();
        *permits -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}
