//! verdict: deadlock — it asks whether there is more before it waits, and not when it wakes up.
//! pattern: no-final-wake-up
//!
//! While the last number is still to be printed, "there is more" is true for both odd and even, so
//! both wait until it is their turn. For one of them that turn never comes: the last number is
//! printed by the other. Work out the own share beforehand, or make the end a part of the
//! condition.

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
        while self.number() <= self.n {
            let is_turn = |state: &State| !state.zero_is_next && state.number % 2 == remainder;
            let number = self.wait_for(is_turn).await;
            print_number(number).await;
            self.state.send_replace(State { number: number + 1, zero_is_next: true });
        }
    }

    fn number(&self) -> u32 {
        self.state.borrow().number
    }

    /// Waits until that holds, and returns the number of the moment.
    async fn wait_for(&self, is_turn: impl Fn(&State) -> bool) -> u32 {
        let mut state = self.state.subscribe();
        state.wait_for(|state| is_turn(state)).await.expect("the sender is in `self`").number
    }
}
