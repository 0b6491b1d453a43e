//! verdict: deadlock — clears the place for handles when somebody else's may be in it.
//! pattern: lost-wake-up, check-then-act
//!
//! A fork is a flag, and whoever finds it taken leaves a handle and parks. Having got the fork, he
//! takes his handle away. But between the flag and that line his neighbour may have come, found the
//! fork taken, and left a handle in the same place: it is wiped out, and nobody will unpark him.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

const SEATS: usize = 5;

#[derive(Default)]
struct Fork {
    taken: AtomicBool,
    waits: Mutex<Option<Thread>>,
}

impl Fork {
    fn take(&self) {
        if self.try_take() {
            return;
        }
        *self.waits.lock().unwrap() = Some(thread::current());
        while !self.try_take() {
            thread::park();
        }
        *self.waits.lock().unwrap() = None;
    }

    fn try_take(&self) -> bool {
        self.taken.compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn lay_down(&self) {
        self.taken.store(false, Ordering::SeqCst);
        if let Some(thread) = self.waits.lock().unwrap().as_ref() {
            thread.unpark();
        }
    }
}

pub struct DiningPhilosophers {
    forks: [Fork; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: Default::default() }
    }

    pub fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl FnOnce(),
        pick_right_fork: impl FnOnce(),
        eat: impl FnOnce(),
        put_left_fork: impl FnOnce(),
        put_right_fork: impl FnOnce(),
    ) {
        let (left, right) = (philosopher, (philosopher + 1) % SEATS);
        self.forks[left.min(right)].take();
        self.forks[left.max(right)].take();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        self.forks[left].lay_down();
        self.forks[right].lay_down();
    }
}
