//! verdict: wrong-answer — `let _ =` drops the guard at once, so no fork is held.
//! pattern: permit-lost
//!
//! `let _left = …` keeps a guard until the end of the block; `let _ = …` does not keep it at all.
//! For std's mutex the compiler refuses that line; for others it does not know.

use parking_lot::Mutex;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: Default::default() }
    }

    #[expect(clippy::let_underscore_lock, reason = "it is the mistake that this file is about")]
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
        let _ = self.forks[left.min(right)].lock();
        let _ = self.forks[left.max(right)].lock();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
