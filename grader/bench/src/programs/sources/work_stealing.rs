//! A queue whose owner works at the tail while a thief steals from the head.

use std::sync::Arc;

use super::super::api::sync::Mutex;
use super::super::api::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use super::{body, together};

/// Positions start here, so that one less than the tail is a number.
const START: usize = 1;

struct Queue {
    head: AtomicUsize,
    tail: AtomicUsize,
    thieves: Mutex<()>,
    /// By item: how often it was taken.
    taken: [AtomicUsize; 2],
}

impl Queue {
    fn push(&self) {
        self.tail.store(self.tail.load(SeqCst) + 1, SeqCst);
    }

    fn take(&self, at: usize) {
        let before = self.taken[at - START].fetch_add(1, SeqCst);
        assert_eq!(before, 0, "an item is taken twice");
    }

    fn pop(&self) {
        let last = self.tail.load(SeqCst) - 1;
        self.tail.store(last, SeqCst);
        if self.head.load(SeqCst) <= last {
            return self.take(last);
        }
        // The bug: the head is read before the tail is put back, and relied on afterwards.
        let head = self.head.load(SeqCst);
        self.tail.store(last + 1, SeqCst);
        let _alone = self.thieves.lock().unwrap();
        if head <= last {
            self.tail.store(last, SeqCst);
            self.take(last);
        }
    }

    fn steal(&self) {
        let _alone = self.thieves.lock().unwrap();
        let head = self.head.load(SeqCst);
        self.head.store(head + 1, SeqCst);
        if head < self.tail.load(SeqCst) {
            self.take(head);
        } else {
            self.head.store(head, SeqCst);
        }
    }
}

/// The owner pushes twice and pops twice, the thief steals twice: no item may be taken twice.
pub(crate) fn work_steal_queue() {
    let queue = Arc::new(Queue {
        head: AtomicUsize::new(START),
        tail: AtomicUsize::new(START),
        thieves: Mutex::new(()),
        taken: [AtomicUsize::new(0), AtomicUsize::new(0)],
    });
    together(vec![
        body(&queue, |queue| {
            queue.push();
            queue.push();
            queue.pop();
            queue.pop();
        }),
        body(&queue, |queue| {
            queue.steal();
            queue.steal();
        }),
    ]);
}
