//! verdict: deadlock — keeps the seat only until the left fork is in hand.
//! pattern: permit-lost, lock-order
//!
//! Four seats are right, but the seat must last as long as the forks. Here four philosophers hold a
//! left fork and have left their seats, so the fifth sits down and takes the last one.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    free_seats: Mutex<usize>,
    somebody_left: Condvar,
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self {
            free_seats: Mutex::new(SEATS - 1),
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
        let free = self.free_seats.lock().unwrap();
        *self.somebody_left.wait_while(free, |free| *free == 0).unwrap() -= 1;
        let _left = self.forks[philosopher].lock().unwrap();
        pick_left_fork();
        *self.free_seats.lock().unwrap() += 1;
        self.somebody_left.notify_one();

        let _right = self.forks[(philosopher + 1) % SEATS].lock().unwrap();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }
}
