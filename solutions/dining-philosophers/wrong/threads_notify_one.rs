//! verdict: deadlock — all wait at one condition variable, and only one of them is woken.
//! pattern: wrong-waiter
//!
//! The one who is woken may wait for another fork: he looks, goes back to sleep, and the wake-up is
//! gone. Whoever waits for this fork sleeps on although it is free. A shared condition variable
//! needs `notify_all`, or there must be one for each fork.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    taken: Mutex<[bool; SEATS]>,
    changed: Condvar,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { taken: Mutex::default(), changed: Condvar::new() }
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
        self.take(left.min(right));
        self.take(left.max(right));
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        self.lay_down(left);
        self.lay_down(right);
    }

    fn take(&self, fork: usize) {
        let taken = self.taken.lock().unwrap();
        self.changed.wait_while(taken, |taken| taken[fork]).unwrap()[fork] = true;
    }

    fn lay_down(&self, fork: usize) {
        self.taken.lock().unwrap()[fork] = false;
        self.changed.notify_one();
    }
}
