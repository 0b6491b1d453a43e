//! verdict: deadlock — `let _ =` gives the seat back on the spot, so all five sit down.
//! pattern: permit-lost, lock-order
//!
//! Four seats are right, but a permit lasts as long as the value that `acquire` returns, and `_`
//! does not keep a value.

use tokio::sync::{Mutex, Semaphore};

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    seats: Semaphore,
    forks: [Mutex<()>; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { seats: Semaphore::new(SEATS - 1), forks: Default::default() }
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
        let _ = self.seats.acquire().await.expect("nobody closes it");
        let _left = self.forks[philosopher].lock().await;
        pick_left_fork.await;
        let _right = self.forks[(philosopher + 1) % SEATS].lock().await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
