//! verdict: over-serialized — one lock around the whole meal: only one philosopher eats at a time.
//! pattern: over-serialized
//!
//! No fork is ever shared and nobody hangs, and the log alone shows nothing wrong. But 0 and 2
//! share no fork, and still one of them waits until the other has eaten.

use std::sync::Mutex;

pub struct DiningPhilosophers {
    table: Mutex<()>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { table: Mutex::new(()) }
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
        let _all_forks = self.table.lock().unwrap();
        debug_assert!(philosopher < 5, "there are five philosophers");
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
