//! A lock-free stack of indices that was believed to be right (Vyukov's `SafeStack`): it takes five
//! preemptions to make two threads pop the same one.

use std::sync::Arc;

use super::super::api::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use super::super::api::thread;
use super::{body, together};

const NODES: usize = 3;

struct Stack {
    head: AtomicI32,
    count: AtomicI32,
    next: [AtomicI32; NODES],
    /// By node: whose it is.
    owner: [AtomicUsize; NODES],
}

impl Stack {
    fn pop(&self) -> Option<i32> {
        while self.count.load(SeqCst) > 1 {
            let head = self.head.load(SeqCst);
            let next = self.next[index(head)].swap(-1, SeqCst);
            if next >= 0 {
                if self.head.compare_exchange(head, next, SeqCst, SeqCst).is_ok() {
                    self.count.fetch_sub(1, SeqCst);
                    return Some(head);
                }
                self.next[index(head)].swap(next, SeqCst);
            }
            thread::yield_now();
        }
        None
    }

    fn push(&self, node: i32) {
        let mut head = self.head.load(SeqCst);
        loop {
            self.next[index(node)].store(head, SeqCst);
            match self.head.compare_exchange(head, node, SeqCst, SeqCst) {
                Ok(_) => break,
                Err(now) => head = now,
            }
            thread::yield_now();
        }
        self.count.fetch_add(1, SeqCst);
    }
}

fn index(node: i32) -> usize {
    usize::try_from(node).expect("a node that is there")
}

/// Three threads that each pop and push twice; what one has popped belongs to nobody else.
pub(crate) fn safe_stack() {
    let stack = Arc::new(Stack {
        head: AtomicI32::new(0),
        count: AtomicI32::new(3),
        next: [1, 2, -1].map(AtomicI32::new),
        owner: [0, 0, 0].map(AtomicUsize::new),
    });
    let threads = 1..=3;
    together(
        threads
            .map(|me| {
                body(&stack, move |stack| {
                    for _ in 0..2 {
                        let Some(node) = stack.pop() else { continue };
                        stack.owner[index(node)].store(me, SeqCst);
                        assert_eq!(stack.owner[index(node)].load(SeqCst), me);
                        stack.push(node);
                    }
                })
            })
            .collect(),
    );
}
