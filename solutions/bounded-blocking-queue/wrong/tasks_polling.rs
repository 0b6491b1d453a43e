//! verdict: busy-wait — looks again every millisecond instead of sleeping until there is something to do.
//! pattern: busy-wait
//!
//! The executor thread is not blocked and nothing is lost, which makes it tempting. But every
//! waiting caller is woken a thousand times a second for nothing, and notices its moment up to a
//! millisecond late.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::sleep;

const A_LITTLE: Duration = Duration::from_millis(1);

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    elements: Mutex<VecDeque<T>>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, elements: Mutex::new(VecDeque::new()) }
    }

    pub async fn enqueue(&self, element: T) {
        loop {
            {
                let mut elements = self.elements.lock().unwrap();
                if elements.len() < self.capacity {
                    elements.push_back(element);
                    return;
                }
            }
            sleep(A_LITTLE).await;
        }
    }

    pub async fn dequeue(&self) -> T {
        loop {
            if let Some(element) = self.elements.lock().unwrap().pop_front() {
                return element;
            }
            sleep(A_LITTLE).await;
        }
    }

    pub async fn size(&self) -> usize {
        self.elements.lock().unwrap().len()
    }
}
