//! verdict: wrong-answer — picks the forks up, and then asks whether they are free.
//! pattern: none
//!
//! The locks are taken in a good order and kept long enough, but the picks are awaited before them:
//! a fork is picked up while the neighbour eats with it.

use tokio::sync::Mutex;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: Default::default() }
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
        tokio::join!(pick_left_fork, pick_right_fork);
        let _lower = self.forks[left.min(right)].lock().await;
        let _higher = self.forks[left.max(right)].lock().await;
        eat.await;
        tokio::join!(put_left_fork, put_right_fork);
    }
}
