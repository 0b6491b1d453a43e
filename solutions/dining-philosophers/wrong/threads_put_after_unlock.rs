//! verdict: wrong-answer — unlocks the forks first, and puts them back afterwards.
//! pattern: permit-lost
//!
//! Between the unlock and the end of the put, the neighbour takes the lock and picks up a fork that
//! is still in a hand. What the lock protects must be over before the lock goes.

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
        let lower = self.forks[left.min(right)].lock().unwrap();
        let higher = self.forks[left.max(right)].lock().unwrap();
        pick_left_fork();
        pick_right_fork();
        eat();
        drop(higher);
        drop(lower);
        put_left_fork();
        put_right_fork();
    }
}
