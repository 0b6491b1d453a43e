//! verdict: wrong-answer — picks the forks up, and then asks whether they are free.
//! pattern: none
//!
//! The locks are taken in a good order and kept long enough, but the picks run before them: a fork
//! is picked up while the neighbour eats with it.

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
        let (left, right) = (philosopher, (philosopher + 1) % SEATS);
        pick_left_fork();
        pick_right_fork();
        let _lower = self.forks[left.min(right)].lock().unwrap();
        let _higher = self.forks[left.max(right)].lock().unwrap();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
