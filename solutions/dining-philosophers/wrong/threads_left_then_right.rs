//! verdict: deadlock — everybody takes the left fork, then waits for the right one.
//! pattern: lock-order
//!
//! If all five come at once, each holds one fork and waits for the one that the neighbour holds: a
//! circle of five, and nobody can ever wake them.

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
        let _left = self.forks[philosopher].lock().unwrap();
        pick_left_fork();
        let _right = self.forks[(philosopher + 1) % SEATS].lock().unwrap();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
