//! The Dining Philosophers with OS threads: a mutex for each fork, and everybody takes the fork
//! with the lower number first, so nobody can wait in a circle. The editorial beside this file says
//! why it works.

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
        let _lower = self.forks[left.min(right)].lock().unwrap();
        let _higher = self.forks[left.max(right)].lock().unwrap();
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
