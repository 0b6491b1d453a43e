//! verdict: starvation — gives the first fork back whenever it must wait for the second.
//! pattern: none
//!
//! This is how C++ locks several mutexes at once (`std::lock`): never wait with a fork in hand, so
//! there is no circle, and it sleeps at each lock as it should. But who has a fork in hand and
//! gives it back keeps nothing: by the time the second one is free, a neighbour has the first one
//! again.

use std::mem;

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
        let (mut one, mut other) = (philosopher, (philosopher + 1) % SEATS);
        let _both = loop {
            let first = self.forks[one].lock();
            if let Some(second) = self.forks[other].try_lock() {
                break (first, second);
            }
            drop(first);
            mem::swap(&mut one, &mut other);
        };
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
