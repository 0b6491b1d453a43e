//! verdict: starvation — gives the first fork back whenever it must wait for the second.
//! pattern: none
//!
//! This is how C++ locks several mutexes at once (`std::lock`): never wait with a fork in hand.
//! There is no circle, and tokio's mutex serves in order of arrival. But who gives a fork back
//! keeps nothing: by the time the second one is free, a neighbour has the first one again.

use std::mem;

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
        let (mut one, mut other) = (philosopher, (philosopher + 1) % SEATS);
        let _both = loop {
            let first = self.forks[one].lock().await;
            if let Ok(second) = self.forks[other].try_lock() {
                break (first, second);
            }
            drop(first);
            mem::swap(&mut one, &mut other);
        };
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
    }
}
