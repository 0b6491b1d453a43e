//! verdict: wrong-answer — picks both forks up and eats, all in one `join!`.
//! pattern: none
//!
//! Both hands may work at the same time, but the meal comes after the picks. `join!` polls `eat`
//! while a pick is still under way.

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
        tokio::join!(pick_left_fork, pick_right_fork, eat);
        tokio::join!(put_left_fork, put_right_fork);
    }
}
