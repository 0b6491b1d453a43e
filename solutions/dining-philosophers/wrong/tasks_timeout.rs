//! verdict: busy-wait — waits a moment for the second fork, then gives up and starts anew.
//! pattern: busy-wait
//!
//! A time limit breaks the circle of five, sooner or later. But a philosopher whose neighbour eats
//! for an hour gets up every few milliseconds to look again. (And five who give up together may try
//! again together.)

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time;

const PATIENCE: Duration = Duration::from_millis(5);
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
        let _both = loop {
            let left_fork = self.forks[left].lock().await;
            if let Ok(right_fork) = time::timeout(PATIENCE, self.forks[right].lock()).await {
                break (left_fork, right_fork);
            }
        };
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
