//! verdict: deadlock — waits for a fork in a channel that blocks the thread.
//! pattern: blocking-in-task
//!
//! The order is good, and with threads this is a right design. But `recv` of crossbeam puts the
//! executor's thread to sleep, and the neighbour who has the fork and would put it back runs on
//! that thread.

use crossbeam::channel::{self, Receiver, Sender};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    forks: [(Sender<()>, Receiver<()>); SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        let this = Self { forks: std::array::from_fn(|_| channel::bounded(1)) };
        (0..SEATS).for_each(|fork| this.lay_down(fork));
        this
    }

    pub async fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl Future<Output = ()> + Send,
        pick_right_fork: impl Future<Output = ()> + Send,
        eat: impl Future<Output = ()> + Send,
        put_left_fork: impl Future<Output = ()> + Send,
        put_right_fork: impl Future<Output = ()> + Send,
    ) {
        let (left, right) = (philosopher, (philosopher + 1) % SEATS);
        self.take(left.min(right));
        self.take(left.max(right));
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
        self.lay_down(left);
        self.lay_down(right);
    }

    fn take(&self, fork: usize) {
        self.forks[fork].1.recv().expect("the sender lives in the same object");
    }

    fn lay_down(&self, fork: usize) {
        self.forks[fork].0.send(()).expect("the receiver lives in the same object");
    }
}
