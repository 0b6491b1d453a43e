//! right: four seats for five philosophers, from a semaphore of one's own
//!
//! Everybody takes left, then right. With at most four at the table, the five forks are enough for
//! one of them to get both, whatever the others hold, so somebody always eats and leaves. The seat
//! is kept until both forks are back.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    free_seats: Mutex<usize>,
    somebody_left: Condvar,
    forks: [Mutex<()>; SEATS],
}

/// A place at the table, given back when it is dropped.
struct Seat<'a>(&'a DiningPhilosophers);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        *self.0.free_seats.lock().unwrap() += 1;
        self.0.somebody_left.notify_one();
    }
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
        let _seat = self.sit_down();
        let _left = self.forks[philosopher].lock().unwrap();
        pick_left_fork();
        let _right = self.forks[(philosopher + 1) % SEATS].lock().unwrap();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
    }

    fn sit_down(&self) -> Seat<'_> {
        let free = self.free_seats.lock().unwrap();
        let mut free = self.somebody_left.wait_while(free, |free| *free == 0).unwrap();
        *free -= 1;
        Seat(self)
    }
}
