//! right: a waiter who serves strictly as they come: numbered tickets, one mutex, one `Condvar`
//!
//! Both forks are taken in one step, by whoever is next. The next one holds up all who came later,
//! even those whose forks are free: that costs some meals side by side, and nobody can be passed
//! over. Every change may matter to any waiter, hence `notify_all`.

use std::sync::{Condvar, Mutex};

const SEATS: usize = 5;

#[derive(Default)]
struct Waiter {
    /// The next one to come gets this number.
    next: u64,
    /// The next one to be served has this number.
    serves: u64,
    taken: [bool; SEATS],
}

pub struct DiningPhilosophers {
    waiter: Mutex<Waiter>,
    changed: Condvar,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { waiter: Mutex::default(), changed: Condvar::new() }
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
        self.take(left, right);
        pick_left_fork();
        pick_right_fork();
        eat();
        put_right_fork();
        self.give_back(right);
        put_left_fork();
        self.give_back(left);
    }

    fn take(&self, left: usize, right: usize) {
        let mut waiter = self.waiter.lock().unwrap();
        let ticket = waiter.next;
        waiter.next += 1;
        let must_wait = |waiter: &mut Waiter| {
            waiter.serves != ticket || waiter.taken[left] || waiter.taken[right]
        };
        let mut waiter = self.changed.wait_while(waiter, must_wait).unwrap();
        waiter.serves += 1;
        waiter.taken[left] = true;
        waiter.taken[right] = true;
        self.changed.notify_all();
    }

    fn give_back(&self, fork: usize) {
        self.waiter.lock().unwrap().taken[fork] = false;
        self.changed.notify_all();
    }
}
