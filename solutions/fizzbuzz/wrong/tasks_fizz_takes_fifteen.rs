//! verdict: wrong-answer — `fizz` takes every multiple of 3, and with that the multiples of 15.
//! pattern: none
//!
//! At 15 both `fizz` and `fizzbuzz` think that it is their turn, and whoever wakes up first prints.
//! Every number must have exactly one owner: say so in one place, not in four conditions.

use tokio::sync::watch;

pub struct FizzBuzz {
    n: u32,
    next: watch::Sender<u32>,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: watch::Sender::new(1) }
    }

    pub async fn fizz<Fut>(&self, print_fizz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(|i| i % 3 == 0, |_| print_fizz()).await;
    }

    pub async fn buzz<Fut>(&self, print_buzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(|i| i % 5 == 0 && i % 3 != 0, |_| print_buzz()).await;
    }

    pub async fn fizzbuzz<Fut>(&self, print_fizzbuzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(|i| i % 15 == 0, |_| print_fizzbuzz()).await;
    }

    pub async fn number<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(|i| i % 3 != 0 && i % 5 != 0, print_number).await;
    }

    async fn count<Fut>(&self, is_mine: fn(u32) -> bool, print: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        loop {
            let mut next = self.next.subscribe();
            let own_turn = next.wait_for(|next| *next > self.n || is_mine(*next)).await;
            let number = *own_turn.expect("the sender is in `self`");
            if number > self.n {
                return;
            }
            print(number).await;
            self.next.send_replace(number + 1);
        }
    }
}
