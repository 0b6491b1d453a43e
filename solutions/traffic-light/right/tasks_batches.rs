//! right: a state that says who may go, with a batch of up to ten cars while others wait
//!
//! Cars on green overtake those on red, but only ten of them; then the other road has its turn. The
//! state is behind a plain lock, and every change is told to all by `notify_waiters`. A car registers
//! (`enable`) before it looks, so no change is missed.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard};

use tokio::sync::Notify;

/// Cars that may pass while the other road waits.
const BATCH: u32 = 10;

struct State {
    green: u32,
    turning: bool,
    /// Cars on the crossing.
    crossing: usize,
    /// Cars that wait, a road.
    waiting: [usize; 2],
    /// Cars that have gone in, since the light changed, while the other road waited.
    passed: u32,
}

/// How a car goes in.
enum Way {
    Green,
    Red,
}

impl State {
    /// Lets the car in, if it may go now.
    fn let_in(&mut self, road: u32) -> Option<Way> {
        let (own, other) = (road as usize - 1, 2 - road as usize);
        let other_waits = self.waiting[other] > 0;
        let batch_is_over = self.passed >= BATCH;
        let way = if self.turning {
            return None;
        } else if self.green == road {
            if batch_is_over && other_waits {
                return None;
            }
            self.passed += u32::from(other_waits);
            Way::Green
        } else {
            if self.crossing > 0 || (other_waits && !batch_is_over) {
                return None;
            }
            self.turning = true;
            Way::Red
        };
        self.waiting[own] -= 1;
        self.crossing += 1;
        Some(way)
    }
}

pub struct TrafficLight {
    state: Mutex<State>,
    changed: Notify,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0, waiting: [0, 0], passed: 0 };
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
        self.state().waiting[road_id as usize - 1] += 1;
        if let Way::Red = self.way_in(road_id).await {
            turn_green.await;
            {
                let mut state = self.state();
                (state.green, state.turning, state.passed) = (road_id, false, 0);
            }
            self.changed.notify_waiters();
        }
        cross_car.await;
        self.state().crossing -= 1;
        self.changed.notify_waiters();
    }

    async fn way_in(&self, road: u32) -> Way {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if let Some(way) = self.state().let_in(road) {
                return way;
            }
            changed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}
