//! right: a semaphore for each of the four, and everybody knows its own numbers
//!
//! There is one permit in all, and whoever has it may print. Each role waits once for each of its
//! numbers and then leaves, so nobody has to be told that the count is over. `forget` keeps the
//! permit from going back to where it was taken; it is put down at the owner of the next number.

use tokio::sync::Semaphore;

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
    /// By role. The first number is one for `number`, if there is a first.
    turns: [Semaphore; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, turns: [0, 0, 0, 1].map(Semaphore::new) }
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
        for number in (1..=self.n).filter(|number| Role::of(*number) == role) {
            self.turns[role as usize].acquire().await.expect("nobody closes it").forget();
            print(number).await;
            if number < self.n {
                self.turns[Role::of(number + 1) as usize].add_permits(1);
            }
        }
    }
}
