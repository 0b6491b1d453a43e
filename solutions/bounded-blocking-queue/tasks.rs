//! Bounded Blocking Queue with async tasks: a semaphore counts free room, another one counts
//! elements. The editorial beside this file says why it works.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::Semaphore;

pub struct BoundedBlockingQueue<T> {
    /// Locked for one push, one pop or one look, never over an await: so the std mutex will do.
    elements: Mutex<VecDeque<T>>,
    /// A permit for every free place.
    room: Semaphore,
    /// A permit for every element that nobody has claimed.
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

    pub async fn enqueue(&self, element: T) {
        // From here on nothing is awaited: either all of it happens, or none.
        let place = self.room.acquire().await.expect("nobody closes it");
        self.elements.lock().unwrap().push_back(element);
        place.forget();
        self.items.add_permits(1);
    }

    pub async fn dequeue(&self) -> T {
        let item = self.items.acquire().await.expect("nobody closes it");
        let element = self.elements.lock().unwrap().pop_front();
        item.forget();
        self.room.add_permits(1);
        element.expect("a permit of `items` stands for an element")
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
