//! verdict: starvation — eats once neither neighbour eats, and two who take turns pass him over.
//! pattern: none
//!
//! It cannot deadlock, `watch` misses no change, and as many eat as possible. But a philosopher
//! takes both forks or none, so between two neighbours who are never both away from the table he is
//! passed over for ever.

use tokio::sync::watch;

const SEATS: usize = 5;

pub struct DiningPhilosophers {
    eats: watch::Sender<[bool; SEATS]>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { eats: watch::Sender::new([false; SEATS]) }
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
        let mut changes = self.eats.subscribe();
        while !self.begins(philosopher) {
            changes.changed().await.expect("the sender lives in self");
        }
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
        self.eats.send_modify(|eats| eats[philosopher] = false);
    }

    /// Whether neither neighbour eats: then the philosopher does.
    fn begins(&self, philosopher: usize) -> bool {
        let (left, right) = ((philosopher + SEATS - 1) % SEATS, (philosopher + 1) % SEATS);
        self.eats.send_if_modified(|eats| {
            eats[philosopher] = !eats[left] && !eats[right];
            eats[philosopher]
        })
    }
}
