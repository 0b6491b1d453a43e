//! verdict: deadlock — odd and even, but it is the callbacks that change order, not the locks.
//! pattern: lock-order
//!
//! The log looks as it should: even philosophers pick up the left fork first, odd ones the right
//! one. But underneath everybody locks left, then right, and the circle of five is closed.

use parking_lot::Mutex;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    forks: [Mutex<()>; SEATS],
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
        let _left = self.forks[philosopher].lock();
        let _right = self.forks[(philosopher + 1) % SEATS].lock();
        if philosopher.is_multiple_of(2) {
            pick_left_fork();
            pick_right_fork();
        } else {
            pick_right_fork();
            pick_left_fork();
        }
        eat();
        put_left_fork();
        put_right_fork();
    }
}
