//! verdict: deadlock — odd and even print until their channel is closed, and the object keeps it open.
//! pattern: no-final-wake-up
//!
//! `recv` returns `None` when the last sender is dropped. Here the senders live in the object,
//! which the waiting calls themselves borrow: it cannot be dropped before they return, and they
//! return when it is dropped. zero must take the senders along, or send a farewell.

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{Mutex, Notify};

struct Line {
    sender: Sender<u32>,
    receiver: Mutex<Receiver<u32>>,
}

impl Line {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        Self { sender, receiver: Mutex::new(receiver) }
    }
}

pub struct ZeroEvenOdd {
    n: u32,
    even: Line,
    odd: Line,
    printed: Notify,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, even: Line::new(), odd: Line::new(), printed: Notify::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            print_number(0).await;
            let next = if number % 2 == 0 { &self.even } else { &self.odd };
            next.sender.send(number).await.unwrap();
            self.printed.notified().await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.print_what_comes(&self.even, print_number).await;
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.print_what_comes(&self.odd, print_number).await;
    }

    async fn print_what_comes<Fut>(
        &self,
        line: &Line,
        print_number: impl Fn(u32) -> Fut + Send + Sync,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        let mut numbers = line.receiver.lock().await;
        while let Some(number) = numbers.recv().await {
            print_number(number).await;
            self.printed.notify_one();
        }
    }
}
