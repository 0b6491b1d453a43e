//! verdict: deadlock — sorts the two numbers before it takes them modulo five.
//! pattern: lock-order
//!
//! `philosopher` is always less than `philosopher + 1`, so the lower number is always the left
//! fork, for philosopher 4 too: his right fork is number 0, not number 5. Nobody begins on the
//! right, and the circle of five is closed.

use std::sync::Mutex;

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
        let (left, right) = (philosopher, philosopher + 1);
        let _lower = self.forks[left.min(right) % SEATS].lock().unwrap();
        let _higher = self.forks[left.max(right) % SEATS].lock().unwrap();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
