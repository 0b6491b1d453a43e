//! verdict: over-serialized — one lock around the whole meal: only one philosopher eats at a time.
//! pattern: over-serialized
//!
//! No fork is ever shared, nobody hangs, and tokio's mutex is even fair. But 0 and 2 share no fork,
//! and still one of them waits until the other has eaten.

use tokio::sync::Mutex;

pub struct DiningPhilosophers {
    table: Mutex<()>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { table: Mutex::new(()) }
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
        debug_assert!(philosopher < 5, "there are five philosophers");
        let _all_forks = self.table.lock().await;
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
