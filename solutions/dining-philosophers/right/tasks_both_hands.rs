//! right: odd and even, then both hands at once: picks and puts run side by side with `join!`
//!
//! The order in which the *locks* are taken breaks the circle: even philosophers left first, odd
//! ones right first. Once both are held, nothing says in which order the callbacks run, or that the
//! second pick must wait for the first to end.

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
        let mut order = [philosopher, (philosopher + 1) % SEATS];
        if philosopher % 2 == 1 {
            order.reverse();
        }
        let _one = self.forks[order[0]].lock().await;
        let _other = self.forks[order[1]].lock().await;
        tokio::join!(pick_left_fork, pick_right_fork);
        eat.await;
        tokio::join!(put_left_fork, put_right_fork);
    }
}
