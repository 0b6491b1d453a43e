//! right: a conductor, a task of its own that gives each number to its owner
//!
//! The order stands in one straight line of code. After the last number the conductor drops its
//! senders, and all four hear that nothing more can come: the end needs no message. If the object
//! is dropped before anybody has called, `send` or the answer fails, and the conductor ends as
//! well.

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

pub struct FizzBuzz {
    /// By role. `recv` needs `&mut`, hence the mutexes; each has one user.
    cues: [Mutex<Receiver<Cue>>; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let (senders, cues): (Vec<_>, Vec<_>) = (0..4).map(|_| mpsc::channel(1)).unzip();
        tokio::spawn(conduct(n, senders));
        let mut cues = cues.into_iter().map(Mutex::new);
        Self { cues: [(); 4].map(|()| cues.next().expect("there are four")) }
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
        let mut cues = self.cues[role as usize].lock().await;
        while let Some((number, printed)) = cues.recv().await {
            print(number).await;
            // The conductor waits for it, unless the runtime is shutting down.
            let _ = printed.send(());
        }
    }
}

async fn conduct(n: u32, roles: Vec<Sender<Cue>>) {
    for number in 1..=n {
        let (printed, is_printed) = oneshot::channel();
        let cue = roles[Role::of(number) as usize].send((number, printed)).await;
        if cue.is_err() || is_printed.await.is_err() {
            return; // the object is gone
        }
    }
}
