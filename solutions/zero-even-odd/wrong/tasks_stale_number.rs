//! verdict: wrong-answer — it reads the current number first, and waits for its turn afterwards.
//! pattern: check-then-act
//!
//! By the time it is its turn, the others have moved the number on: even reads the 1 that odd is
//! about to print, and prints it once more in place of the 2. What `borrow` shows is history a
//! moment later. Read the number when it is your turn (`wait_for` returns it), or count for
//! yourself.

use tokio::sync::watch;

#[derive(Clone, Copy)]
struct State {
    number: u32,
    zero_is_next: bool,
}

pub struct ZeroEvenOdd {
    n: u32,
    state: watch::Sender<State>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let state = State { number: 1, zero_is_next: true };
        Self { n, state: watch::Sender::new(state) }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 1..=self.n {
            self.wait_for(|state| state.zero_is_next).await;
            print_number(0).await;
            self.state.send_modify(|state| state.zero_is_next = false);
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(0, self.n / 2, print_number).await;
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.every_other(1, self.n.div_ceil(2), print_number).await;
    }

    async fn every_other<Fut>(
        &self,
        remainder: u32,
        rounds: u32,
        print_number: impl Fn(u32) -> Fut + Send + Sync,
    ) where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..rounds {
            let number = self.number();
            let is_turn = |state: &State| !state.zero_is_next && state.number % 2 == remainder;
            self.wait_for(is_turn).await;
            print_number(number).await;
            self.state.send_modify(|state| {
                state.number += 1;
                state.zero_is_next = true;
            });
        }
    }

    fn number(&self) -> u32 {
        self.state.borrow().number
    }

    async fn wait_for(&self, is_turn: impl Fn(&State) -> bool) {
        let mut state = self.state.subscribe();
        drop(state.wait_for(|state| is_turn(state)).await.expect("the sender is in `self`"));
    }
}
