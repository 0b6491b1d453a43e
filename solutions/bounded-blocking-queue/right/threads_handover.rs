//! right: direct hand-over, with a line of waiters on either side
//!
//! Whoever has to wait leaves a channel of its own in a line, and whoever ends a wait serves the
//! first of that line under the lock: an element goes straight to the consumer that has waited
//! longest, a free place straight to the oldest producer's element. So a newcomer can never be
//! faster than a sleeper (nobody starves), nobody wakes up in vain, and no loop is needed.
//! Only one of the lines can be in use: consumers wait when the queue is empty, producers when it
//! is full.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};

struct State<T> {
    elements: VecDeque<T>,
    /// Where each waiting consumer receives its element.
    consumers: VecDeque<Sender<T>>,
    /// The element of each waiting producer, and where it is told that the element is in.
    producers: VecDeque<(T, Sender<()>)>,
}

pub struct BoundedBlockingQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

impl<T: Send + 'static> BoundedBlockingQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State {
            elements: VecDeque::with_capacity(capacity),
            consumers: VecDeque::new(),
            producers: VecDeque::new(),
        };
        Self { capacity, state: Mutex::new(state) }
    }

    pub fn enqueue(&self, element: T) {
        let mut state = self.state.lock().unwrap();
        if let Some(consumer) = state.consumers.pop_front() {
            consumer.send(element).expect("a waiting consumer stays");
        } else if state.elements.len() < self.capacity {
            state.elements.push_back(element);
        } else {
            let (tell, told) = mpsc::channel();
            state.producers.push_back((element, tell));
            drop(state);
            told.recv().expect("the queue outlives its callers");
        }
    }

    pub fn dequeue(&self) -> T {
        let mut state = self.state.lock().unwrap();
        let Some(element) = state.elements.pop_front() else {
            let (give, get) = mpsc::channel();
            state.consumers.push_back(give);
            drop(state);
            return get.recv().expect("the queue outlives its callers");
        };
        if let Some((next, producer)) = state.producers.pop_front() {
            state.elements.push_back(next);
            producer.send(()).expect("a waiting producer stays");
        }
        element
    }

    pub fn size(&self) -> usize {
        self.state.lock().unwrap().elements.len()
    }
}
