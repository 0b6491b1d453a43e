//! verdict: wrong-answer — a dropped `JoinHandle` stops nothing: the task goes on and takes an element for nobody.
//! pattern: cancelled
//!
//! The real work is spawned, and the caller awaits the handle. A caller that gives up drops the
//! handle; it thinks that it has cancelled, but has only looked away. The task still waits, takes
//! the next element, and returns it to nobody. `abort` stops a task, as do an `AbortOnDrop` of your
//! own or a `JoinSet`; or do not spawn at all.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;

struct Shared<T> {
    elements: Mutex<VecDeque<T>>,
    room: Semaphore,
    items: Semaphore,
}

impl<T> Shared<T> {
    async fn take(&self) -> T {
        let item = self.items.acquire().await.expect("nobody closes it");
        let element = self.elements.lock().unwrap().pop_front();
        item.forget();
        self.room.add_permits(1);
        element.expect("a permit of `items` stands for an element")
    }
}

pub struct BoundedBlockingQueue<T> {
    shared: Arc<Shared<T>>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let shared = Shared {
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            room: Semaphore::new(capacity),
            items: Semaphore::new(0),
        };
        Self { shared: Arc::new(shared) }
    }

    pub async fn enqueue(&self, element: T) {
        let place = self.shared.room.acquire().await.expect("nobody closes it");
        self.shared.elements.lock().unwrap().push_back(element);
        place.forget();
        self.shared.items.add_permits(1);
    }

    pub async fn dequeue(&self) -> T {
        let shared = Arc::clone(&self.shared);
        let taking = tokio::spawn(async move { shared.take().await });
        taking.await.expect("it does not panic")
    }

    pub async fn size(&self) -> usize {
        self.shared.elements.lock().unwrap().len()
    }
}
