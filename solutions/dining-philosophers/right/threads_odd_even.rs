//! right: odd and even, with `parking_lot`'s mutexes, and each pick as soon as its fork is there
//!
//! Even philosophers begin on the left, odd ones on the right. Around the table some two neighbours
//! then begin with different hands, and that breaks the circle (with five seats, 4 and 0 both begin
//! on the left, which does no harm: one break is enough). Each callback runs next to its lock, so
//! the first fork is in hand while the second one is awaited, and goes back first of all when it is
//! put.

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
        let (left, right) = (philosopher, (philosopher + 1) % SEATS);
        let left_fork;
        let right_fork;
        if philosopher.is_multiple_of(2) {
            left_fork = self.forks[left].lock();
            pick_left_fork();
            right_fork = self.forks[right].lock();
            pick_right_fork();
        } else {
            right_fork = self.forks[right].lock();
            pick_right_fork();
            left_fork = self.forks[left].lock();
            pick_left_fork();
        }
        eat();
        put_left_fork();
        drop(left_fork);
        put_right_fork();
        drop(right_fork);
    }
}
