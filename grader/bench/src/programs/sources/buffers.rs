//! Buffers between two threads that assume too much about whose turn it is (the CS set of `SCTBench`).

use std::sync::Arc;

use super::super::api::sync::Mutex;
use super::{body, together};

/// A ring of items, and whose turn it is.
struct Ring<const SLOTS: usize> {
    slots: [usize; SLOTS],
    first: usize,
    next: usize,
    /// Where positions start again after the last slot.
    restart: usize,
    may_send: bool,
    may_receive: bool,
}

impl<const SLOTS: usize> Ring<SLOTS> {
    fn new(restart: usize) -> Self {
        let (slots, may_send, may_receive) = ([0; SLOTS], true, false);
        Self { slots, first: 0, next: 0, restart, may_send, may_receive }
    }

    fn insert(&mut self, item: usize) {
        self.slots[self.next] = item;
        self.next = if self.next + 1 == SLOTS { self.restart } else { self.next + 1 };
    }

    fn remove(&mut self) -> usize {
        let item = self.slots[self.first];
        self.first = (self.first + 1) % SLOTS;
        item
    }

    fn pass_turn(&mut self) {
        (self.may_send, self.may_receive) = (self.may_receive, self.may_send);
    }
}

/// Seven turns each, and nobody waits for his: an empty turn makes the receiver miscount.
pub(crate) fn circular_buffer() {
    let ring = Arc::new(Mutex::new(Ring::<10>::new(0)));
    together(vec![
        body(&ring, |ring| {
            for item in 0..7 {
                let mut ring = ring.lock().unwrap();
                if ring.may_send {
                    ring.insert(item);
                    ring.pass_turn();
                }
            }
        }),
        body(&ring, |ring| {
            for item in 0..7 {
                let mut ring = ring.lock().unwrap();
                if ring.may_receive {
                    assert_eq!(ring.remove(), item);
                    ring.pass_turn();
                }
            }
        }),
    ]);
}

/// The same with 20 turns, a first item out of turn, and a ring that wraps wrongly.
pub(crate) fn queue() {
    let shared = Arc::new(Mutex::new((Ring::<20>::new(1), [0; 20])));
    together(vec![
        body(&shared, |shared| {
            for turn in 0..20 {
                let mut shared = shared.lock().unwrap();
                let (ring, stored) = &mut *shared;
                if turn == 0 || ring.may_send {
                    ring.insert(turn + 100);
                    stored[turn] = turn + 100;
                    (ring.may_send, ring.may_receive) = (false, true);
                }
            }
        }),
        body(&shared, |shared| {
            for turn in 0..20 {
                let mut shared = shared.lock().unwrap();
                let (ring, stored) = &mut *shared;
                if ring.may_receive {
                    assert_eq!(ring.remove(), stored[turn]);
                    ring.pass_turn();
                }
            }
        }),
    ]);
}

/// Ten pushes and ten pops under a flag that nobody takes back: underflows once pops are ahead.
pub(crate) fn stack() {
    let stack = Arc::new(Mutex::new((0, false)));
    together(vec![
        body(&stack, |stack| {
            for _ in 0..10 {
                let mut stack = stack.lock().unwrap();
                stack.0 += 1;
                stack.1 = true;
            }
        }),
        body(&stack, |stack| {
            for _ in 0..10 {
                let mut stack = stack.lock().unwrap();
                if stack.1 {
                    assert!(stack.0 > 0);
                    stack.0 -= 1;
                }
            }
        }),
    ]);
}
