//! verdict: busy-wait — tries for both forks in a loop that never sleeps.
//! pattern: busy-wait
//!
//! Giving the first fork back breaks the circle, so nobody hangs. But a philosopher whose neighbour
//! eats for an hour tries for an hour, at full speed.

use std::sync::Mutex;
use std::thread;

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
            if let Ok(left_fork) = self.forks[left].try_lock()
                && let Ok(right_fork) = self.forks[right].try_lock()
            {
                break (left_fork, right_fork);
            }
            thread::yield_now();
        };
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
