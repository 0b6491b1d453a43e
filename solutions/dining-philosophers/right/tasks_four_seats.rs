//! right: four seats for five philosophers, with tokio's semaphores for seats and forks
//!
//! Everybody takes left, then right. With at most four at the table, the five forks are enough for
//! one of them to get both. The permits go back by themselves, the forks' first.

use tokio::sync::Semaphore;

const SEATS: usize = 5;
const NEVER_CLOSED: &str = "nobody closes it";

pub struct DiningPhilosophers {
    seats: Semaphore,
    forks: [Semaphore; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { seats: Semaphore::new(SEATS - 1), forks: std::array::from_fn(|_| Semaphore::new(1)) }
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
        let _seat = self.seats.acquire().await.expect(NEVER_CLOSED);
        let _left = self.forks[philosopher].acquire().await.expect(NEVER_CLOSED);
        pick_left_fork.await;
        let right = (philosopher + 1) % SEATS;
        let _right = self.forks[right].acquire().await.expect(NEVER_CLOSED);
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
