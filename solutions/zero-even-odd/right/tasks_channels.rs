//! right: the numbers themselves travel through channels, and a closed channel is the end
//!
//! Only zero counts to `n`. It sends each number to odd or even and waits until it was printed; the
//! other two print what comes. zero takes the sending ends along, so they are dropped when it
//! returns, and both loops end: nobody has to work out which number is the last one.

use std::sync::Mutex;

use tokio::sync::Notify;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Either end, until the one who uses it takes it along.
struct Line {
    sender: Mutex<Option<Sender<u32>>>,
    receiver: Mutex<Option<Receiver<u32>>>,
}

impl Line {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        Self { sender: Mutex::new(Some(sender)), receiver: Mutex::new(Some(receiver)) }
    }

    fn sender(&self) -> Sender<u32> {
        self.sender.lock().unwrap().take().expect("zero is called once")
    }

    fn receiver(&self) -> Receiver<u32> {
        self.receiver.lock().unwrap().take().expect("each side is called once")
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
        let (even, odd) = (self.even.sender(), self.odd.sender());
        for number in 1..=self.n {
            print_number(0).await;
            let next = if number % 2 == 0 { &even } else { &odd };
            next.send(number).await.expect("nobody leaves before zero");
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
        let mut numbers = line.receiver();
        while let Some(number) = numbers.recv().await {
            print_number(number).await;
            self.printed.notify_one();
        }
    }
}
