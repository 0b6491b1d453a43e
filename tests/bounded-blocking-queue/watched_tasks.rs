//! The learner's queue with every call in the log, and the mix of callers, for the scenarios in `tasks.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use harness::tasks::{Call, Run};

use super::history;
use crate::exercise::BoundedBlockingQueue;

pub const HOUR: Duration = Duration::from_secs(3600);

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
    pub async fn full(run: &Run, capacity: u32) -> Self {
        let queue = Self::new(run, capacity as usize);
        for element in 1..=capacity {
            queue.put(element).await;
        }
        queue
    }

    pub async fn put(&self, element: u32) {
        self.run.log(format!("{element} goes in"));
        self.queue.enqueue(element).await;
        self.run.log(format!("{element} is in"));
    }

    pub async fn take(&self, who: &str) -> u32 {
        self.run.log(format!("{who} asks"));
        let element = self.queue.dequeue().await;
        self.run.log(format!("{who} gets {element}"));
        element
    }

    /// Takes so many elements in the name of the caller.
    pub async fn take_all(&self, elements: u32) {
        for _ in 0..elements {
            self.take("the caller").await;
        }
    }

    /// Starts a caller that puts the elements in, one after the other.
    pub fn producer(&self, number: u32, elements: impl IntoIterator<Item = u32>) -> Call {
        let queue = self.clone();
        let elements: Vec<_> = elements.into_iter().collect();
        self.run.call(format!("producer {number}"), async move {
            for element in elements {
                if queue.busy {
                    queue.run.work(&format!("making {element}")).await;
                }
                queue.put(element).await;
                queue.is_within_capacity().await;
            }
        })
    }

    /// Starts a caller that takes so many elements, one after the other.
    pub fn consumer(&self, number: u32, elements: u32) -> Call {
        let queue = self.clone();
        let name = format!("consumer {number}");
        self.run.call(name.clone(), async move {
            for _ in 0..elements {
                if queue.busy {
                    queue.run.work(&format!("rest of {name}")).await;
                }
                queue.take(&name).await;
                queue.is_within_capacity().await;
            }
        })
    }

    async fn is_within_capacity(&self) {
        let (size, capacity) = (self.queue.size().await, self.capacity);
        self.run
            .claim(size <= capacity, || format!("size() is {size}, but the capacity {capacity}"));
    }

    pub async fn size_is(&self, expected: usize) {
        self.run.expect("size()", expected, self.queue.size().await);
    }

    pub fn judge(&self) {
        self.run.faultless(history::fault(&self.run.entries(), self.capacity));
    }

    /// The end of a scenario: these elements went in, and all of them came out.
    pub async fn has_passed_on(&self, elements: impl IntoIterator<Item = u32>) {
        self.judge();
        let elements: BTreeSet<_> = elements.into_iter().collect();
        let came_out = history::came_out(&self.run.entries());
        self.run.expect("the elements that came out", elements, came_out);
        self.size_is(0).await;
    }

    /// One element went in and one call was given up: it came out, or it is still there. Takes it.
    pub async fn holds_what_did_not_come_out(&self) {
        self.run.pause(HOUR).await; // a helper task may have to put it back
        let came_out = history::came_out(&self.run.entries()).len();
        let size = self.queue.size().await;
        self.run.claim(came_out + size == 1, || {
            format!(
                "one element went in and a dequeue was given up; now size() is {size}, and \
                 {came_out} elements have come out: that should be one together"
            )
        });
        self.take_what_is_left(1).await;
    }

    /// Empties the queue, which holds no more elements than that.
    pub async fn take_what_is_left(&self, most: usize) {
        let left = self.queue.size().await;
        self.run.claim(left <= most, || {
            format!("no more than {most} element can be left, but size() is {left}")
        });
        for _ in 0..left {
            self.take("the caller").await;
        }
    }

    /// The end of a scenario in which somebody gave up: the queue is empty, and all its room is
    /// there.
    pub async fn still_works(&self) {
        self.size_is(0).await;
        for element in (100..).take(self.capacity) {
            self.put(element).await;
        }
        self.size_is(self.capacity).await;
        self.take_what_is_left(self.capacity).await;
        self.size_is(0).await;
        self.judge();
    }
}

/// Every producer's elements, a hundred apart, through any consumers' hands.
pub async fn mix(run: Run, producers: u32, consumers: u32, capacity: usize) {
    let queue = Watched { busy: true, ..Watched::new(&run, capacity) };
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
    run.join().await;
    queue.has_passed_on((1..=producers).flat_map(elements)).await;
}
