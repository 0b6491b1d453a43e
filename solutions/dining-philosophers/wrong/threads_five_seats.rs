//! verdict: deadlock — the limiter lets five sit down, and it takes four.
//! pattern: lock-order
//!
//! With a seat for each philosopher the semaphore never keeps anybody away: all five sit, each
//! takes the left fork, and nobody is left who could do without.

use parking_lot::{Condvar, Mutex};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    free_seats: Mutex<usize>,
    somebody_left: Condvar,
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self {
            free_seats: Mutex::new(SEATS),
            somebody_left: Condvar::new(),
            forks: Default::default(),
        }
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
        {
            let mut free = self.free_seats.lock();
            self.somebody_left.wait_while(&mut free, |free| *free == 0);
            *free -= 1;
        }
        {
            let _left = self.forks[philosopher].lock();
            pick_left_fork();
            let _right = self.forks[(philosopher + 1) % SEATS].lock();
            pick_right_fork();
            eat();
            put_left_fork();
            put_right_fork();
        }
        *self.free_seats.lock() += 1;
        self.somebody_left.notify_one();
    }
}
