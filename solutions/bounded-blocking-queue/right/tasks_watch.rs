//! right: the length in a `watch` channel, the elements beside it in a mutex
//!
//! `wait_for` looks at the length before it sleeps and after every change, so nothing is missed.
//! It says only that it is worth a try, though: the try itself is made under the mutex, where the
//! length is written as well, and who comes too late waits again. Everybody watching hears of every
//! change, so a caller that gives up takes nobody's wake-up along. The price is a herd.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::watch;

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    /// Written with the mutex in hand.
    length: watch::Sender<usize>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            length: watch::Sender::new(0),
        }
    }

    pub async fn enqueue(&self, element: T) {
        loop {
            self.wait_for(|length| *length < self.capacity).await;
            let mut elements = self.elements.lock().unwrap();
            if elements.len() < self.capacity {
                elements.push_back(element);
                self.length.send_replace(elements.len());
                return;
            }
        }
    }

    pub async fn dequeue(&self) -> T {
        loop {
            self.wait_for(|length| *length > 0).await;
            let mut elements = self.elements.lock().unwrap();
            if let Some(element) = elements.pop_front() {
                self.length.send_replace(elements.len());
                return element;
            }
        }
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }

    async fn wait_for(&self, holds: impl FnMut(&usize) -> bool) {
        let mut length = self.length.subscribe();
        // What `wait_for` returns is a read guard: it must be gone before the next await.
        drop(length.wait_for(holds).await.expect("the sender is in `self`"));
    }
}
