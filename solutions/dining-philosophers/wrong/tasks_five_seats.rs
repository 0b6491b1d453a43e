//! verdict: deadlock — the limiter lets five sit down, and it takes four.
//! pattern: lock-order
//!
//! With a seat for each philosopher the semaphore never keeps anybody away: all five sit, and each
//! takes the left fork.

use tokio::sync::{Mutex, Semaphore};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    seats: Semaphore,
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { seats: Semaphore::new(SEATS), forks: Default::default() }
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
        let _seat = self.seats.acquire().await.expect("nobody closes it");
        let _left = self.forks[philosopher].lock().await;
        pick_left_fork.await;
        let _right = self.forks[(philosopher + 1) % SEATS].lock().await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
