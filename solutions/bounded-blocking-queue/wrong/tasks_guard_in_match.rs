//! verdict: deadlock — the guard in the head of the `match` lives until its end, also in the arm that awaits.
//! pattern: guard-held, self-deadlock
//!
//! `match self.elements.lock().await.pop_front()` looks as if the lock were given back at the end
//! of the line. But what is made in the head of a `match` is dropped after its last arm: the
//! consumer waits with the lock in its hands, and no producer gets at the queue. A `let` before the
//! `match` ends the guard. (With std's mutex the compiler would complain that the guard is not
//! `Send`.)

use std::collections::VecDeque;

use tokio::sync::{Mutex, Notify, Semaphore};

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
        let place = self.room.acquire().await.expect("nobody closes it");
        self.elements.lock().await.push_back(element);
        place.forget();
        self.not_empty.notify_one();
    }

    pub async fn dequeue(&self) -> T {
        loop {
            match self.elements.lock().await.pop_front() {
                Some(element) => {
                    self.room.add_permits(1);
                    return element;
                }
                None => self.not_empty.notified().await,
            }
        }
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().await.len()
    }
}
