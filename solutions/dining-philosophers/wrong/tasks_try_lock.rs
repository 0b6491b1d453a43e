//! verdict: busy-wait — tries for both forks in a loop that yields but never sleeps.
//! pattern: busy-wait
//!
//! Giving the first fork back breaks the circle, so nobody hangs. But the runtime polls a
//! philosopher whose neighbour eats for an hour without end.

use tokio::sync::Mutex;
use tokio::task;

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
            if let Ok(left_fork) = self.forks[left].try_lock()
                && let Ok(right_fork) = self.forks[right].try_lock()
            {
                break (left_fork, right_fork);
            }
            task::yield_now().await;
        };
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
