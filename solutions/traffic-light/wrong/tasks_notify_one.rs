//! verdict: deadlock — `notify_one` wakes one of those who wait for their number, and it may be the wrong one.
//! pattern: wrong-waiter
//!
//! Each change lets one certain car go on: the one with the next number. All of them wait at the
//! same place, and `notify_one` wakes any of them, or leaves its permit for whoever looks next. If
//! that is the wrong one, it looks, sleeps again and tells nobody. Wake all, or give each its own
//! place to wait.

use std::sync::{Mutex, MutexGuard};

use tokio::sync::Notify;

struct State {
    green: u32,
    /// Cars on the crossing.
    crossing: usize,
    /// The number of the next car that comes.
    next: u64,
    /// The number of the next car that goes in.
    turn: u64,
}

pub struct TrafficLight {
    state: Mutex<State>,
    changed: Notify,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, crossing: 0, next: 0, turn: 0 };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    pub async fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl Future<Output = ()> + Send,
        cross_car: impl Future<Output = ()> + Send,
    ) {
        let number = {
            let mut state = self.state();
            state.next += 1;
            state.next - 1
        };
        while !self.may_go(number, road_id) {
            self.changed.notified().await;
        }
        let is_red = self.state().green != road_id;
        if is_red {
            turn_green.await;
        }
        {
            let mut state = self.state();
            state.green = road_id;
            state.crossing += 1;
            state.turn += 1;
        }
        self.changed.notify_one();

        cross_car.await;

        self.state().crossing -= 1;
        self.changed.notify_one();
    }

    fn may_go(&self, number: u64, road: u32) -> bool {
        let state = self.state();
        state.turn == number && (state.green == road || state.crossing == 0)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}
