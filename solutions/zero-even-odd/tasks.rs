//! Print Zero Even Odd with async tasks: one permit, which zero hands to odd and even by turns and
//! gets back from both. The editorial beside this file says why it works.

use tokio::sync::Semaphore;

/// There is one permit in all: in a semaphore, or in the hands of whoever prints.
pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Semaphore,
    even_turn: Semaphore,
    odd_turn: Semaphore,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self {
            n,
            zero_turn: Semaphore::new(1),
            even_turn: Semaphore::new(0),
            odd_turn: Semaphore::new(0),
        }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            take(&self.zero_turn).await;
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            take(&self.even_turn).await;
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            take(&self.odd_turn).await;
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }
}

/// Takes the permit away for good, instead of putting it back when the guard is dropped.
async fn take(turn: &Semaphore) {
    turn.acquire().await.expect("nobody closes it").forget();
}
