//! verdict: runtime-error — odd's last answer goes to a receiver that zero has taken along.
//! pattern: none
//!
//! zero knows that nothing follows the last number, so it does not wait for that answer; it returns
//! and drops its receiver. Then `send` fails, and the `unwrap` panics: not always, only when zero
//! is faster. Whoever promises to listen must listen to the end, or a failed `send` must be no
//! error.

use std::sync::Mutex;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::{self, Receiver, Sender};

pub struct ZeroEvenOdd {
    n: u32,
    even_turn: Semaphore,
    odd_turn: Semaphore,
    printed: Sender<()>,
    hears: Mutex<Option<Receiver<()>>>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (printed, hears) = mpsc::channel(1);
        let hears = Mutex::new(Some(hears));
        Self { n, even_turn: Semaphore::new(0), odd_turn: Semaphore::new(0), printed, hears }
    }

    fn take_receiver(&self) -> Receiver<()> {
        self.hears.lock().unwrap().take().unwrap()
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        let mut hears = self.take_receiver();
        for number in 1..=self.n {
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.add_permits(1);
            if number < self.n {
                hears.recv().await.unwrap();
            }
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.printed.send(()).await.unwrap();
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.acquire().await.unwrap().forget();
            print_number(number).await;
            self.printed.send(()).await.unwrap();
        }
    }
}
