//! right: all three meet after every single print
//!
//! The barrier cuts the time into steps: in each step one of the three prints, and the others go
//! straight to the meeting. Everybody counts the same meetings, so everybody knows which step it is
//! without a shared variable. It is simple, and it wakes two tasks too many a step: nobody can
//! return before the last print, and the second print waits until all three are there.

use tokio::sync::Barrier;

pub struct ZeroEvenOdd {
    n: u32,
    step_is_over: Barrier,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, step_is_over: Barrier::new(3) }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 1..=self.n {
            print_number(0).await;
            self.step_is_over.wait().await;
            self.step_is_over.wait().await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(0, print_number).await;
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(1, print_number).await;
    }

    async fn every_other<Fut>(
        &self,
        remainder: u32,
        print_number: impl Fn(u32) -> Fut + Send + Sync,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.step_is_over.wait().await;
            if number % 2 == remainder {
                print_number(number).await;
            }
            self.step_is_over.wait().await;
        }
    }
}
