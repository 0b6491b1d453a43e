//! verdict: wrong-answer — the count goes on before the callback has ended, so two callbacks overlap.
//! pattern: none
//!
//! Whoever takes a number counts on in the same step, so that nobody takes it twice. But with it
//! the next one may begin: what others wait for must change last.

use tokio::sync::watch;

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
            let mut next = self.next.subscribe();
            let own_turn = next.wait_for(|next| *next > self.n || Role::of(*next) == role).await;
            let number = *own_turn.expect("the sender is in `self`");
            if number > self.n {
                return;
            }
            self.next.send_replace(number + 1);
            print(number).await;
        }
    }
}
