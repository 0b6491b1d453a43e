//! verdict: wrong-answer — an element is handed to a waiter that gives up before it looks, and is lost with it.
//! pattern: cancelled
//!
//! A consumer that must wait leaves a oneshot sender, and a producer sends its element straight
//! there. `send` succeeds as long as the receiver exists; whether the receiver is ever polled again
//! is another matter. A consumer that is dropped between the two (a time-out at just that moment)
//! takes the element with it. Leave the element in the queue and hand over only the news; or put it
//! back when the receiver is dropped.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::Semaphore;
use tokio::sync::oneshot::{self, Sender};

struct State<T> {
    elements: VecDeque<T>,
    consumers: VecDeque<Sender<T>>,
}

pub struct BoundedBlockingQueue<T> {
    state: Mutex<State<T>>,
    room: Semaphore,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State { elements: VecDeque::new(), consumers: VecDeque::new() };
        Self { state: Mutex::new(state), room: Semaphore::new(capacity) }
    }

    pub async fn enqueue(&self, mut element: T) {
        let place = self.room.acquire().await.expect("nobody closes it");
        let mut state = self.state.lock().unwrap();
        while let Some(consumer) = state.consumers.pop_front() {
            // Gives its own permit back: this element never lay in the queue.
            match consumer.send(element) {
                Ok(()) => return,
                Err(refused) => element = refused,
            }
        }
        state.elements.push_back(element);
        place.forget();
    }

    pub async fn dequeue(&self) -> T {
        let delivery = {
            let mut state = self.state.lock().unwrap();
            if let Some(element) = state.elements.pop_front() {
                self.room.add_permits(1);
                return element;
            }
            let (sender, receiver) = oneshot::channel();
            state.consumers.push_back(sender);
            receiver
        };
        delivery.await.expect("the queue outlives its callers")
    }

    pub async fn size(&self) -> usize {
        self.state.lock().unwrap().elements.len()
    }
}
