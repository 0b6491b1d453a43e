//! verdict: deadlock — `notify_one` wakes one of those who wait for their number, and it may be the wrong one.
//! pattern: wrong-waiter
//!
//! Each change lets one certain car go on: the one with the next number. All of them wait at the
//! same condition variable, and `notify_one` picks any. The wrong one looks, sleeps again and tells
//! nobody. Wake all, or give each its own place to wait.

use std::sync::{Condvar, Mutex};

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
    changed: Condvar,
}

impl TrafficLight {
    pub fn new() -> Self {
        let state = State { green: 1, crossing: 0, next: 0, turn: 0 };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn car_arrived(
        &self,
        _car_id: u32,
        road_id: u32,
        _direction: u32,
        turn_green: impl FnOnce(),
        cross_car: impl FnOnce(),
    ) {
        let mut state = self.state.lock().unwrap();
        let number = state.next;
        state.next += 1;
        let must_wait = |state: &mut State| {
            state.turn != number || (state.green != road_id && state.crossing > 0)
        };
        state = self.changed.wait_while(state, must_wait).unwrap();
        if state.green != road_id {
            drop(state);
            turn_green();
            state = self.state.lock().unwrap();
            state.green = road_id;
        }
        state.crossing += 1;
        state.turn += 1;
        drop(state);
        self.changed.notify_one();

        cross_car();

        self.state.lock().unwrap().crossing -= 1;
        self.changed.notify_one();
    }
}
