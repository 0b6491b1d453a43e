//! right: a `Notify` for each reason to wait, registered before looking
//!
//! `enable` puts the caller in the line of waiters *before* it looks at the queue. So a change that
//! comes between the look and the await finds somebody to wake, and two changes wake two waiters
//! instead of melting into one stored permit. A waiter that is woken and then dropped (its caller
//! gave up, or it found an element after all) hands the notification on to the next in line: tokio
//! promises that for `notify_one`.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Mutex;

use tokio::sync::Notify;

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
    not_full: Notify,
    not_empty: Notify,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            elements: Mutex::new(VecDeque::with_capacity(capacity)),
            not_full: Notify::new(),
            not_empty: Notify::new(),
        }
    }

    pub async fn enqueue(&self, element: T) {
        loop {
            let mut has_room = pin!(self.not_full.notified());
            has_room.as_mut().enable();
            {
                let mut elements = self.elements.lock().unwrap();
                if elements.len() < self.capacity {
                    elements.push_back(element);
                    self.not_empty.notify_one();
                    return;
                }
            }
            has_room.await;
        }
    }

    pub async fn dequeue(&self) -> T {
        loop {
            let mut has_element = pin!(self.not_empty.notified());
            has_element.as_mut().enable();
            if let Some(element) = self.elements.lock().unwrap().pop_front() {
                self.not_full.notify_one();
                return element;
            }
            has_element.await;
        }
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
