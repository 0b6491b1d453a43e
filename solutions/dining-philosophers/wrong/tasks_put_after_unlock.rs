//! verdict: wrong-answer — gives the permits back first, and puts the forks back afterwards.
//! pattern: permit-lost
//!
//! While the put callbacks are awaited, the neighbour takes the permit and picks up a fork that is
//! still in a hand.

use tokio::sync::Semaphore;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    forks: [Semaphore; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: std::array::from_fn(|_| Semaphore::new(1)) }
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
        let lower = self.forks[left.min(right)].acquire().await.expect("nobody closes it");
        let higher = self.forks[left.max(right)].acquire().await.expect("nobody closes it");
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        drop((lower, higher));
        put_left_fork.await;
        put_right_fork.await;
    }
}
