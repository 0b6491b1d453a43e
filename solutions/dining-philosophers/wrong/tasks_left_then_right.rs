//! verdict: deadlock — everybody takes the left fork, then waits for the right one.
//! pattern: lock-order
//!
//! tokio's mutex is fair, but that does not help: if all five come at once, each holds one fork and
//! waits for the one that the neighbour holds.

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
        let _left = self.forks[philosopher].lock().await;
        pick_left_fork.await;
        let _right = self.forks[(philosopher + 1) % SEATS].lock().await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
