//! The learner's queue with every call in the log, and the mix of callers, for the scenarios in `threads.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

use harness::threads::Run;

use super::history;
use crate::exercise::BoundedBlockingQueue;

/// A queue under observation. Clones are the same queue.
#[derive(Clone)]
pub struct Watched {
    run: Run,
    queue: Arc<BoundedBlockingQueue<u32>>,
    capacity: usize,
    /// Whether callers take their time before each call.
    busy: bool,
}

impl Watched {
    pub fn new(run: &Run, capacity: usize) -> Self {
        let queue = Arc::new(BoundedBlockingQueue::new(capacity));
        Self { run: run.clone(), queue, capacity, busy: false }
    }

    /// Holds 1, 2, … `capacity`.
    pub fn full(run: &Run, capacity: u32) -> Self {
        let queue = Self::new(run, capacity as usize);
        (1..=capacity).for_each(|element| queue.put(element));
        queue
    }

    pub fn put(&self, element: u32) {
        self.run.log(format!("{element} goes in"));
        self.queue.enqueue(element);
        self.run.log(format!("{element} is in"));
    }

    pub fn take(&self, who: &str) -> u32 {
        self.run.log(format!("{who} asks"));
        let element = self.queue.dequeue();
        self.run.log(format!("{who} gets {element}"));
        element
    }

    /// Takes so many elements in the name of the caller.
    pub fn take_all(&self, elements: u32) {
        for _ in 0..elements {
            self.take("the caller");
        }
    }

    /// Starts a caller that puts the elements in, one after the other.
    pub fn producer(&self, number: u32, elements: impl IntoIterator<Item = u32>) {
        let queue = self.clone();
        let elements: Vec<_> = elements.into_iter().collect();
        self.run.call(format!("producer {number}"), move || {
            for element in elements {
                if queue.busy {
                    queue.run.work(&format!("making {element}"));
                }
                queue.put(element);
                queue.is_within_capacity();
            }
        });
    }

    /// Starts a caller that takes so many elements, one after the other.
    pub fn consumer(&self, number: u32, elements: u32) {
        let queue = self.clone();
        let name = format!("consumer {number}");
        self.run.call(name.clone(), move || {
            for _ in 0..elements {
                if queue.busy {
                    queue.run.work(&format!("rest of {name}"));
                }
                queue.take(&name);
                queue.is_within_capacity();
            }
        });
    }

    fn is_within_capacity(&self) {
        let (size, capacity) = (self.queue.size(), self.capacity);
        self.run
            .claim(size <= capacity, || format!("size() is {size}, but the capacity {capacity}"));
    }

    pub fn size_is(&self, expected: usize) {
        self.run.expect("size()", expected, self.queue.size());
    }

    pub fn judge(&self) {
        self.run.faultless(history::fault(&self.run.entries(), self.capacity));
    }

    /// The end of a scenario: these elements went in, and all of them came out.
    pub fn has_passed_on(&self, elements: impl IntoIterator<Item = u32>) {
        self.judge();
        let elements: BTreeSet<_> = elements.into_iter().collect();
        let came_out = history::came_out(&self.run.entries());
        self.run.expect("the elements that came out", elements, came_out);
        self.size_is(0);
    }
}

/// Every producer's elements, a hundred apart, through any consumers' hands.
pub fn mix(run: &Run, producers: u32, consumers: u32, capacity: usize) {
    let queue = Watched { busy: true, ..Watched::new(run, capacity) };
    let rounds = if producers * consumers <= 4 { 2 } else { 1 };
    let elements = |producer: u32| (1..=rounds * consumers).map(move |n| 100 * producer + n);
    let mut starts: Vec<_> = (1..=producers).map(|n| (true, n)).collect();
    starts.extend((1..=consumers).map(|n| (false, n)));
    run.shuffle(&mut starts);
    for (produces, n) in starts {
        if produces {
            queue.producer(n, elements(n));
        } else {
            queue.consumer(n, rounds * producers);
        }
    }
    run.join();
    queue.has_passed_on((1..=producers).flat_map(elements));
}
