//! verdict: wrong-answer — thinks that the fork to the right of philosopher 2 is fork 1.
//! pattern: none
//!
//! The order is good, so nobody hangs. But philosopher 2 picks up fork 3 while holding the lock of
//! fork 1, and philosopher 3 has the lock of fork 3. It is one step to the wrong side of the table.

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
        let (left, right) = (philosopher, (philosopher + SEATS - 1) % SEATS);
        if left < right {
            let _left = self.forks[left].lock().unwrap();
            pick_left_fork();
            let _right = self.forks[right].lock().unwrap();
            pick_right_fork();
            eat();
            put_right_fork();
            put_left_fork();
        } else {
            let _right = self.forks[right].lock().unwrap();
            pick_right_fork();
            let _left = self.forks[left].lock().unwrap();
            pick_left_fork();
            eat();
            put_left_fork();
            put_right_fork();
        }
    }
}
