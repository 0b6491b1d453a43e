//! right: a monitor from `parking_lot` that lets a batch of up to ten cars pass while others wait
//!
//! No turnstile: cars on green overtake those on red, but only ten of them, then green means "wait"
//! until the other road has had its turn. There is a condition variable a road, and the count of
//! waiting cars a road says who has to be thought of. Fewer changes of the light than with strict
//! order, and still nobody waits for ever.

use parking_lot::{Condvar, Mutex};

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

impl State {
    fn lets_in(&self, road: u32) -> bool {
        if self.turning {
            return false;
        }
        let batch_is_over = self.passed >= BATCH;
        if self.green == road {
            !batch_is_over || self.waiting[of(other(road))] == 0
        } else {
            self.crossing == 0 && (batch_is_over || self.waiting[of(other(road))] == 0)
        }
    }
}

pub struct TrafficLight {
    state: Mutex<State>,
    /// One for each road.
    changed: [Condvar; 2],
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, turning: false, crossing: 0, waiting: [0, 0], passed: 0 };
        Self { state: Mutex::new(state), changed: [Condvar::new(), Condvar::new()] }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut state = self.state.lock();
        state.waiting[of(road_id)] += 1;
        self.changed[of(road_id)].wait_while(&mut state, |state| !state.lets_in(road_id));
        state.waiting[of(road_id)] -= 1;
        state.crossing += 1;
        if state.green != road_id {
            state.turning = true;
            drop(state);
            turn_green();
            state = self.state.lock();
            (state.green, state.turning, state.passed) = (road_id, false, 0);
            self.changed[of(road_id)].notify_all();
        } else if state.waiting[of(other(road_id))] > 0 {
            state.passed += 1;
        }
        drop(state);

        cross_car();

        let mut state = self.state.lock();
        state.crossing -= 1;
        if state.crossing == 0 {
            self.changed.iter().for_each(|road| {
                road.notify_all();
            });
        }
    }
}

/// The place of a road in an array.
fn of(road: u32) -> usize {
    road as usize - 1
}

fn other(road: u32) -> u32 {
    3 - road
}
