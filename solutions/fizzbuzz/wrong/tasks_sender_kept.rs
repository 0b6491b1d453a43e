//! verdict: deadlock — the end is to be heard when the channels close, but they never do.
//! pattern: no-final-wake-up
//!
//! The conductor drops its senders after the last number. The object has kept one of each, though
//! nobody uses them, so `recv` waits for messages that could still come.

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{Mutex, oneshot};

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

/// A number to print, and whom to tell when it is done.
type Cue = (u32, oneshot::Sender<()>);

struct Turn {
    sender: Sender<Cue>,
    receiver: Mutex<Receiver<Cue>>,
}

pub struct FizzBuzz {
    /// By role.
    turns: [Turn; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let turns = [(); 4].map(|()| {
            let (sender, receiver) = mpsc::channel(1);
            Turn { sender, receiver: Mutex::new(receiver) }
        });
        tokio::spawn(conduct(n, turns.each_ref().map(|turn| turn.sender.clone())));
        Self { turns }
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
        let mut cues = self.turns[role as usize].receiver.lock().await;
        while let Some((number, printed)) = cues.recv().await {
            print(number).await;
            // The conductor waits for it, unless the runtime is shutting down.
            let _ = printed.send(());
        }
    }
}

async fn conduct(n: u32, roles: [Sender<Cue>; 4]) {
    for number in 1..=n {
        let (printed, is_printed) = oneshot::channel();
        let cue = roles[Role::of(number) as usize].send((number, printed)).await;
        if cue.is_err() || is_printed.await.is_err() {
            return; // the object is gone
        }
    }
}
