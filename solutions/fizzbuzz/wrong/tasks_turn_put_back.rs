//! verdict: livelock — whoever takes somebody else's turn out of the channel puts it back.
//! pattern: wrong-waiter, busy-wait
//!
//! All four listen to one channel. With the owner of the next number away, or only slow to wake up,
//! the others pass the turn around among themselves without end. A turn needs an address: a channel
//! for each of the four.

use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Receiver, Sender};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Fizz,
    Buzz,
    FizzBuzz,
    Number,
}

impl Role {
    fn of(number: u32) -> Self {
        match (number % 3, number % 5) {
            (0, 0) => Self::FizzBuzz,
            (0, _) => Self::Fizz,
            (_, 0) => Self::Buzz,
            _ => Self::Number,
        }
    }
}

pub struct FizzBuzz {
    n: u32,
    sender: Sender<u32>,
    receiver: Mutex<Receiver<u32>>,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        sender.try_send(1).expect("there is room for one");
        Self { n, sender, receiver: Mutex::new(receiver) }
    }

    pub async fn fizz<Fut>(&self, print_fizz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Fizz, |_| print_fizz()).await;
    }

    pub async fn buzz<Fut>(&self, print_buzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Buzz, |_| print_buzz()).await;
    }

    pub async fn fizzbuzz<Fut>(&self, print_fizzbuzz: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::FizzBuzz, |_| print_fizzbuzz()).await;
    }

    pub async fn number<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.count(Role::Number, print_number).await;
    }

    async fn count<Fut>(&self, role: Role, print: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        loop {
            let number = self.receiver.lock().await.recv().await.expect("the sender is beside it");
            let mut next = number;
            if number <= self.n && Role::of(number) == role {
                print(number).await;
                next += 1;
            }
            self.sender.send(next).await.expect("the receiver is beside it");
            if next > self.n {
                return;
            }
        }
    }
}
