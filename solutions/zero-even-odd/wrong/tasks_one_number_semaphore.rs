//! verdict: wrong-answer — odd and even wait at the same semaphore, and the first in line goes.
//! pattern: wrong-waiter
//!
//! zero says "a number, please", but not which one. The count of permits is right, so nobody hangs;
//! but when even came first, 2 is printed before 1. tokio's semaphore is fair, and that does not
//! help: the order of arrival is not the order of the numbers.

use tokio::sync::Semaphore;

pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Semaphore,
    number_turn: Semaphore,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, zero_turn: Semaphore::new(1), number_turn: Semaphore::new(0) }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 1..=self.n {
            self.zero_turn.acquire().await.unwrap().forget();
            print_number(0).await;
            self.number_turn.add_permits(1);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.number_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.number_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.zero_turn.add_permits(1);
        }
    }
}
