//! right: a fork is a token in a crossbeam channel, and philosopher 4 is left-handed
//!
//! Whoever has received the token has the fork; to put it back is to send it. Philosophers 0 to 3
//! receive from the left channel first, philosopher 4 from the right one, which is the same as
//! taking the lower number first.

use crossbeam::channel::{self, Receiver, Sender};

const SEATS: usize = 5;

struct Fork {
    lay_down: Sender<()>,
    take: Receiver<()>,
}

impl Fork {
    fn new() -> Self {
        let (lay_down, take) = channel::bounded(1);
        let fork = Self { lay_down, take };
        fork.lay_down();
        fork
    }

    fn take(&self) {
        self.take.recv().expect("the sender lives in the same object");
    }

    fn lay_down(&self) {
        self.lay_down.send(()).expect("the receiver lives in the same object");
    }
}

pub struct DiningPhilosophers {
    forks: [Fork; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: std::array::from_fn(|_| Fork::new()) }
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
        let (left, right) = (&self.forks[philosopher], &self.forks[(philosopher + 1) % SEATS]);
        if philosopher == SEATS - 1 {
            right.take();
            pick_right_fork();
            left.take();
            pick_left_fork();
        } else {
            left.take();
            pick_left_fork();
            right.take();
            pick_right_fork();
        }
        eat();
        put_left_fork();
        left.lay_down();
        put_right_fork();
        right.lay_down();
    }
}
