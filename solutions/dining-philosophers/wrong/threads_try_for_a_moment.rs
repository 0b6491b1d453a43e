//! verdict: busy-wait — waits a moment for the second fork, then gives up and starts anew.
//! pattern: busy-wait
//!
//! A time limit breaks the circle of five, sooner or later. But a philosopher whose neighbour eats
//! for an hour gets up every few milliseconds to look, and goes on not when the fork is free but
//! when he happens to try. (And five who give up together may try again together.)

use std::time::Duration;

use parking_lot::Mutex;

const PATIENCE: Duration = Duration::from_millis(5);
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
        let _both = loop {
            if let Some(left_fork) = self.forks[left].try_lock_for(PATIENCE)
                && let Some(right_fork) = self.forks[right].try_lock_for(PATIENCE)
            {
                break (left_fork, right_fork);
            }
        };
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
