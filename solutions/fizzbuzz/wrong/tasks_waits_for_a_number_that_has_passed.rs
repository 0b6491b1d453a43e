//! verdict: deadlock — `fizz` waits to see 15 go by, and finds that it has gone.
//! pattern: missed-generation
//!
//! `fizz` walks through all multiples of 3 and means to skip those of 15 when they come. But 15 is
//! not its number: `fizzbuzz` may print it, and the count moves on, before `fizz` has looked. Wait
//! for your own numbers only, for those cannot pass without you.

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
        for number in (3..=self.n).step_by(3) {
            self.wait_for(number).await;
            if number % 5 != 0 {
                print_fizz().await;
                self.next.send_replace(number + 1);
            }
        }
    }

    pub async fn buzz<Fut>(&self, print_buzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (5..=self.n).step_by(5).filter(|number| number % 3 != 0) {
            self.wait_for(number).await;
            print_buzz().await;
            self.next.send_replace(number + 1);
        }
    }

    pub async fn fizzbuzz<Fut>(&self, print_fizzbuzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (15..=self.n).step_by(15) {
            self.wait_for(number).await;
            print_fizzbuzz().await;
            self.next.send_replace(number + 1);
        }
    }

    pub async fn number<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).filter(|number| number % 3 != 0 && number % 5 != 0) {
            self.wait_for(number).await;
            print_number(number).await;
            self.next.send_replace(number + 1);
        }
    }

    async fn wait_for(&self, number: u32) {
        let mut next = self.next.subscribe();
        drop(next.wait_for(|next| *next == number).await.expect("the sender is in `self`"));
    }
}
