//! verdict: deadlock — all wait at one `Notify`, and only one of them is woken.
//! pattern: wrong-waiter, lost-wake-up
//!
//! The one who is woken may wait for another fork: the wake-up is gone, and whoever waits for this
//! fork sleeps on although it is free. And of two permits for two forks, a `Notify` keeps one.

use std::sync::Mutex;

use tokio::sync::Notify;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    taken: Mutex<[bool; SEATS]>,
    changed: Notify,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { taken: Mutex::default(), changed: Notify::new() }
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
        self.take(left.min(right)).await;
        self.take(left.max(right)).await;
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
        self.lay_down(left);
        self.lay_down(right);
    }

    async fn take(&self, fork: usize) {
        while self.is_taken(fork) {
            self.changed.notified().await;
        }
    }

    /// Whether somebody has it; now somebody has in any case.
    fn is_taken(&self, fork: usize) -> bool {
        std::mem::replace(&mut self.taken.lock().unwrap()[fork], true)
    }

    fn lay_down(&self, fork: usize) {
        self.taken.lock().unwrap()[fork] = false;
        self.changed.notify_one();
    }
}
