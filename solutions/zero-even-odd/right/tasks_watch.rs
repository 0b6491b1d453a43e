//! right: how many prints have ended, in a `watch` channel
//!
//! The value stays and only ever grows, so it does not matter who looks when: `wait_for` looks
//! before it sleeps, and again after every change. `send_modify` changes it even while nobody is
//! subscribed. Each change wakes both who wait, though it concerns only one.

use tokio::sync::watch;

pub struct ZeroEvenOdd {
    n: u32,
    ended: watch::Sender<u64>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: watch::Sender::new(0) }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.in_turn(2 * u64::from(number) - 2, print_number(0)).await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * u64::from(number) - 1, print_number(number)).await;
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * u64::from(number) - 1, print_number(number)).await;
        }
    }

    /// Waits until so many prints have ended, and awaits the next one.
    async fn in_turn(&self, before: u64, print: impl Future<Output = ()> + Send) {
        let mut ended = self.ended.subscribe();
        // What `wait_for` returns is a read guard: it must be gone before the next await.
        drop(ended.wait_for(|ended| *ended == before).await.expect("the sender is in `self`"));
        print.await;
        self.ended.send_modify(|ended| *ended += 1);
    }
}
