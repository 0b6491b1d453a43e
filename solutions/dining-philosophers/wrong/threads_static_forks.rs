//! verdict: over-serialized — the forks are a `static`, so all tables share the same five.
//! pattern: over-serialized
//!
//! One table works. Of two tables, philosopher 0 of the one and philosopher 1 of the other wait for
//! each other, though they have nothing to do with each other.

use std::sync::Mutex;

const SEATS: usize = 5;

static FORKS: [Mutex<()>; SEATS] = [const { Mutex::new(()) }; SEATS];

pub struct DiningPhilosophers;

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self
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
        let _lower = FORKS[left.min(right)].lock().unwrap();
        let _higher = FORKS[left.max(right)].lock().unwrap();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
