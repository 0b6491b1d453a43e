//! verdict: deadlock — sorts the two numbers before it takes them modulo five.
//! pattern: lock-order
//!
//! `philosopher` is always less than `philosopher + 1`, so the lower number is always the left
//! fork, for philosopher 4 too: his right fork is number 0, not number 5. The circle of five is
//! closed.

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
        let (left, right) = (philosopher, philosopher + 1);
        let _lower = self.forks[left.min(right) % SEATS].lock().await;
        let _higher = self.forks[left.max(right) % SEATS].lock().await;
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
