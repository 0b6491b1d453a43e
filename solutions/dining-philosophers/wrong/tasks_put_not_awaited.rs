//! verdict: wrong-answer — names the second put and does not await it: it never happens.
//! pattern: none
//!
//! A future does nothing until it is awaited. `let _put = …` silences the compiler's warning, and
//! the right fork is never put back, though its lock is free for the next.

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
        let _lower = self.forks[left.min(right)].lock().await;
        let _higher = self.forks[left.max(right)].lock().await;
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        let _put = put_right_fork;
    }
}
