//! verdict: runtime-error — the fork to the right of philosopher 4 is number 0, not number 5.
//! pattern: none
//!
//! The order is right, and 0 to 3 dine in peace. Philosopher 4 looks for a sixth fork, and panics.

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
        let _right = self.forks[philosopher + 1].lock().unwrap();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
